import type { LinearSdk } from "@linear/sdk";
import { proveReply } from "../reply-error.ts";
import type { Graphql } from "./transport.ts";

interface NewLinearIssue {
  id: string;
  teamId: string;
  title: string;
  body: string;
  priority: number;
}

/** What can be changed in Linear (kernel/ports/linear.ts): each method is one request, sent once. */
export function createLinearWrites(graphql: Graphql, now: () => Date) {
  let loaded: Promise<LinearSdk> | undefined;

  async function send(write: (sdk: LinearSdk) => PromiseLike<{ success: boolean }>): Promise<void> {
    loaded ??= load(graphql);
    const sdk = await loaded;
    try {
      const { success } = await write(sdk);
      if (!success) throw new Error("Linear does not say that it has done it.");
    } catch (error) {
      throw proveReply(error, now());
    }
  }

  return {
    createIssue: ({ body: description, ...issue }: NewLinearIssue) =>
      send((sdk) => sdk.createIssue({ ...issue, description })),
    comment: (comment: { id: string; issueId: string; body: string }) => send((sdk) => sdk.createComment(comment)),
    setState: (issueId: string, stateId: string) => send((sdk) => sdk.updateIssue(issueId, { stateId })),
    assign: (issueId: string, assigneeId: string | null) => send((sdk) => sdk.updateIssue(issueId, { assigneeId })),
  };
}

/** Megabytes of documents, so only when something is to be written. */
async function load(graphql: Graphql): Promise<LinearSdk> {
  const { LinearSdk } = await import("@linear/sdk");
  return new LinearSdk(async <Response>(document: string, variables?: Record<string, unknown>) => {
    return (await graphql(String(document), variables)) as Response;
  });
}
