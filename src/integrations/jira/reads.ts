import type { CloudClient } from "jira.js/cloud";
import { explainReply, ReplyError } from "../reply-error.ts";
import { readRemark } from "./remark.ts";
import { EFFECT_PROPERTY, readIssue, readUser } from "./shapes.ts";

const COMMENTS_MAX = 100;
const SEARCHED_WORDS_MAX = 5;
const FOUND_MAX = 50;
const CREDENTIAL = "JIRA_TOKEN";
const FIELDS = ["summary", "status", "assignee", "reporter"];

export interface JiraReading {
  url: string;
  client: () => Promise<CloudClient>;
  now: () => Date;
}

/** What is read of Jira at this moment (kernel/ports/jira.ts). */
export function createJiraReads(reading: JiraReading) {
  const { url, now } = reading;

  async function ask<Reply>(what: string, read: (client: CloudClient) => Promise<Reply>): Promise<Reply> {
    try {
      return await read(await reading.client());
    } catch (error) {
      throw explainReply(error, { vendor: "Jira", what, credential: CREDENTIAL }, now());
    }
  }

  return {
    remark: (key: string, comment: string) => ask(`issue ${key}`, (client) => readRemark(client, key, comment)),
    project: (key: string) => ask(`project ${key}`, (client) => readProject(client, key, url)),
    issue: (key: string) =>
      ask(`issue ${key}`, async ({ issues }) =>
        readIssue(await issues.getIssue({ issueIdOrKey: key, fields: FIELDS }), url),
      ),
    transitions: (key: string) => ask(`issue ${key}`, (client) => readTransitions(client, key)),
    assignable: (issueKey: string, who: { query: string } | { accountId: string }) =>
      ask(`issue ${issueKey}`, async ({ userSearch }) => {
        const users = await userSearch.findAssignableUsers({ issueKey, ...who });
        return users.flatMap((user) => readUser(user) ?? []);
      }),
    searchIssues: (project: string, words: readonly string[]) =>
      ask(`project ${project}`, (client) => searchIssues(client, { project, words, url })),
    markedComment: (key: string, mark: string, since: Date) =>
      ask(`issue ${key}`, (client) => findComment(client, key, { mark, since, url })),
    markedIssue: (project: string, marks: { label: string; mark: string }) =>
      ask(`project ${project}`, (client) => findIssue(client, { project, ...marks, url })),
  };
}

async function readProject({ projects }: CloudClient, key: string, url: string) {
  const project = await projects.getProject({ projectIdOrKey: key });
  const issueTypes = (project.issueTypes ?? [])
    .filter(({ subtask }) => !subtask)
    .flatMap(({ id, name }) => (id !== undefined && name !== undefined ? [{ id, name }] : []));
  return { key, name: project.name ?? key, url: `${url}/browse/${key}`, issueTypes };
}

async function readTransitions({ issues }: CloudClient, issueIdOrKey: string) {
  const { transitions = [] } = await issues.getTransitions({ issueIdOrKey });
  return transitions.flatMap(({ id, to, isAvailable }) => {
    if (id === undefined || to?.name === undefined || isAvailable === false) return [];
    return [{ id, to: to.name, isDone: to.statusCategory?.key === "done" }];
  });
}

interface Mark {
  mark: string;
  url: string;
}

/** Newest first, down to the attempt. The list shows marks to those who ask, but does not promise to: the mark itself counts. */
async function findComment(client: CloudClient, key: string, { mark, since, url }: Mark & { since: Date }) {
  const { accountId: me } = await client.myself.getCurrentUser();
  const page = { orderBy: "-created", maxResults: COMMENTS_MAX, expand: "properties" } as const;
  const { comments = [] } = await client.issueComments.getComments({ issueIdOrKey: key, ...page });
  const ours = comments.filter(({ author, created }) => {
    return author?.accountId === me && (created === undefined || new Date(created) >= since);
  });
  for (const { id } of ours) {
    if (id !== undefined && (await hasMark(client, id, mark))) return { id, url: toCommentUrl(url, key, id) };
  }
  return undefined;
}

async function hasMark({ issueCommentProperties }: CloudClient, commentId: string, mark: string): Promise<boolean> {
  try {
    const property = await issueCommentProperties.getCommentProperty({ commentId, propertyKey: EFFECT_PROPERTY });
    return isMark(property.value, mark);
  } catch (error) {
    if (error instanceof ReplyError && error.status === 404) return false;
    throw error;
  }
}

/** By the label, which can be searched for; the mark makes sure, because anybody can set a label. */
async function findIssue(
  client: CloudClient,
  { project, label, mark, url }: Mark & { project: string; label: string },
) {
  const jql = `project = "${project}" AND labels = "${label}"`;
  const { issues = [] } = await client.issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, fields: FIELDS });
  for (const issue of issues) {
    if (issue.key !== undefined && (await hasIssueMark(client, issue.key, mark))) return readIssue(issue, url);
  }
  return undefined;
}

/** By words of letters and digits: other signs mean something to the search. */
async function searchIssues(
  { issueSearch }: CloudClient,
  { project, words, url }: { project: string; words: readonly string[]; url: string },
) {
  const clauses = words.slice(0, SEARCHED_WORDS_MAX).map((word) => `summary ~ "${word}"`);
  const jql = `project = "${project}" AND (${clauses.join(" OR ")}) ORDER BY created DESC`;
  const asked = { jql, fields: FIELDS, maxResults: FOUND_MAX };
  const { issues = [] } = await issueSearch.searchAndReconsileIssuesUsingJqlPost(asked);
  return issues.map((issue) => readIssue(issue, url));
}

async function hasIssueMark({ issueProperties }: CloudClient, issueIdOrKey: string, mark: string): Promise<boolean> {
  try {
    const property = await issueProperties.getIssueProperty({ issueIdOrKey, propertyKey: EFFECT_PROPERTY });
    return isMark(property.value, mark);
  } catch (error) {
    if (error instanceof ReplyError && error.status === 404) return false;
    throw error;
  }
}

function isMark(value: unknown, mark: string): boolean {
  return typeof value === "object" && value !== null && (value as { id?: unknown }).id === mark;
}

export function toCommentUrl(url: string, key: string, id: string): string {
  return `${url}/browse/${key}?focusedCommentId=${id}`;
}
