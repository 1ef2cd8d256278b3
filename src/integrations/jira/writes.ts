import type { CloudClient } from "jira.js/cloud";
import { toAdf } from "#lib/adf";
import { proveReply } from "../reply-error.ts";
import { type JiraReading, toCommentUrl } from "./reads.ts";
import { EFFECT_PROPERTY } from "./shapes.ts";

interface NewJiraIssue {
  project: string;
  issueTypeId: string;
  title: string;
  body: string;
  priority: string | null;
  parent: string | null;
  label: string;
  mark: string;
}

/**
 * What can be changed in Jira (kernel/ports/jira.ts): each method is one request, sent once. Texts always leave as
 * documents: the library would post a string to the old interface, which drops the marks.
 */
export function createJiraWrites({ url, client, now }: JiraReading) {
  async function send<Reply>(write: (jira: CloudClient) => Promise<Reply>): Promise<Reply> {
    const jira = await client();
    try {
      return await write(jira);
    } catch (error) {
      throw proveReply(error, now());
    }
  }

  return {
    async createIssue({ project, issueTypeId, title, body, priority, parent, label, mark }: NewJiraIssue) {
      const fields = {
        ...{ project: { key: project }, issuetype: { id: issueTypeId }, summary: title, labels: [label] },
        description: toAdf(body),
        ...(priority !== null && { priority: { name: priority } }),
        ...(parent !== null && { parent: { key: parent } }),
      };
      const { key } = await send(({ issues }) => issues.createIssue({ fields, properties: toProperties(mark) }));
      return { key, url: `${url}/browse/${key}` };
    },
    async comment(issueIdOrKey: string, { body, mark }: { body: string; mark: string }) {
      const { id } = await send(({ issueComments }) =>
        issueComments.addComment({ issueIdOrKey, body: toAdf(body), properties: toProperties(mark) }),
      );
      if (id === undefined) throw new Error("Jira answered without the id of the comment.");
      return { id, url: toCommentUrl(url, issueIdOrKey, id) };
    },
    transition: (issueIdOrKey: string, id: string) =>
      send(({ issues }) => issues.doTransition({ issueIdOrKey, transition: { id } })),
    // The library's type forgets that null unassigns.
    assign: (issueIdOrKey: string, accountId: string | null) =>
      send(({ issues }) => issues.assignIssue({ issueIdOrKey, accountId: accountId as string })),
  };
}

function toProperties(id: string) {
  return [{ key: EFFECT_PROPERTY, value: { id } }];
}
