import type { Octokit } from "@octokit/rest";
import { RefusedError } from "#lib/errors";
import { toWriteError } from "#lib/write-error";

export interface ItemRef {
  repo: string;
  number: number;
}

/** What can be changed at GitHub (kernel/ports/github.ts): each method is one request, sent once. */
export function createGithubWrites(client: () => Promise<Octokit>, now: () => Date) {
  async function send<Reply>(write: (octokit: Octokit) => Promise<{ data: Reply }>): Promise<Reply> {
    const octokit = await client();
    try {
      return (await write(octokit)).data;
    } catch (error) {
      throw toWriteError(error, refusalOf(error), now());
    }
  }

  return {
    async comment(ref: ItemRef, body: string) {
      const { id, html_url: url } = await send(({ rest }) => rest.issues.createComment({ ...issueOf(ref), body }));
      return { id, url };
    },
    deleteComment: async (repo: string, comment_id: number) => {
      await send(({ rest }) => rest.issues.deleteComment({ ...repoOf(repo), comment_id }));
    },
    addLabel: async (ref: ItemRef, label: string) => {
      await send(({ rest }) => rest.issues.addLabels({ ...issueOf(ref), labels: [label] }));
    },
    removeLabel: async (ref: ItemRef, name: string) => {
      await send(({ rest }) => rest.issues.removeLabel({ ...issueOf(ref), name }));
    },
    requestReview: async (ref: ItemRef, login: string) => {
      await send(({ rest }) => rest.pulls.requestReviewers({ ...pullOf(ref), reviewers: [login] }));
    },
    withdrawReview: async (ref: ItemRef, login: string) => {
      await send(({ rest }) => rest.pulls.removeRequestedReviewers({ ...pullOf(ref), reviewers: [login] }));
    },
    assign: async (ref: ItemRef, login: string) => {
      const issue = await send(({ rest }) => rest.issues.addAssignees({ ...issueOf(ref), assignees: [login] }));
      assertAssigned(issue.assignees ?? [], login);
    },
    unassign: async (ref: ItemRef, login: string) => {
      await send(({ rest }) => rest.issues.removeAssignees({ ...issueOf(ref), assignees: [login] }));
    },
    async merge(ref: ItemRef, { sha, method }: { sha: string; method: "merge" | "squash" | "rebase" }) {
      const merged = await send(({ rest }) => rest.pulls.merge({ ...pullOf(ref), sha, merge_method: method }));
      return { sha: merged.sha };
    },
    async createIssue(repo: string, issue: { title: string; body: string; labels: string[] }) {
      const { number, html_url: url } = await send(({ rest }) => rest.issues.create({ ...repoOf(repo), ...issue }));
      return { number, url };
    },
    setIssueState: async (ref: ItemRef, state: "open" | "closed") => {
      await send(({ rest }) => rest.issues.update({ ...issueOf(ref), state }));
    },
  };
}

/** GitHub leaves out, without a word, whom it cannot assign. */
function assertAssigned(assignees: readonly { login: string }[], login: string): void {
  const isThere = assignees.some((one) => one.login.toLowerCase() === login.toLowerCase());
  if (!isThere) throw new RefusedError(`GitHub cannot assign ${login} there.`);
}

export function repoOf(repository: string) {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo };
}

export const issueOf = ({ repo, number }: ItemRef) => ({ ...repoOf(repo), issue_number: number });
export const pullOf = ({ repo, number }: ItemRef) => ({ ...repoOf(repo), pull_number: number });

/** Octokit gives a broken connection a status too, but no response. */
function refusalOf(error: unknown) {
  if (!(error instanceof Error) || !("response" in error) || !("status" in error)) return undefined;
  const { response, status, message } = error as Error & {
    response?: { headers?: Record<string, unknown> };
    status: number;
  };
  if (!response) return undefined;
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers ?? {})) headers.set(name, String(value));
  return { status, headers, message: `GitHub said: ${message.slice(0, 300)}` };
}
