import type { Octokit } from "@octokit/rest";
import { UserError } from "#lib/errors";
import { explainGithub } from "./errors.ts";
import { type ItemRef, issueOf, pullOf, repoOf } from "./writes.ts";

const PAGE_SIZE = 100;
const PAGES_MAX = 10;
const SEARCHED_WORDS_MAX = 5;
const FOUND_MAX = 50;
/** Where GitHub looks for it, in this order. */
const CODEOWNERS_PATHS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
const MEMBERS = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** What is read of GitHub at this moment (kernel/ports/github.ts). */
export function createGithubReads(client: () => Promise<Octokit>) {
  let login: Promise<string> | undefined;

  async function ask<Reply>(repo: string, read: (octokit: Octokit) => Promise<Reply>): Promise<Reply> {
    try {
      return await read(await client());
    } catch (error) {
      throw explainGithub(error, repo);
    }
  }

  function me(): Promise<string> {
    login ??= ask("account", async ({ rest }) => (await rest.users.getAuthenticated()).data.login);
    login.catch(() => {
      login = undefined;
    });
    return login;
  }

  return {
    me,
    item: (ref: ItemRef) => ask(ref.repo, (octokit) => readItem(octokit, ref)),
    pull: (ref: ItemRef) => ask(ref.repo, (octokit) => readPull(octokit, ref)),
    commentsSince: (ref: ItemRef, since: Date) => ask(ref.repo, (octokit) => readComments(octokit, ref, since)),
    ownComment: (repo: string, id: number) =>
      ask(repo, async (octokit) => readOwnComment(octokit, { repo, id, owner: await me() })),
    issuesSince: (repo: string, since: Date) =>
      ask(repo, async (octokit) => readIssues(octokit, { repo, since, creator: await me() })),
    searchIssues: (repo: string, words: readonly string[]) =>
      ask(repo, (octokit) => searchIssues(octokit, repo, words)),
    changedPaths: (ref: ItemRef) =>
      ask(ref.repo, async ({ paginate, rest }) => {
        const files = await paginate(rest.pulls.listFiles, { ...pullOf(ref), per_page: PAGE_SIZE });
        return files.map(({ filename }) => filename);
      }),
    codeowners: (repo: string) => ask(repo, (octokit) => readCodeowners(octokit, repo)),
  };
}

async function readItem({ rest }: Octokit, ref: ItemRef) {
  const [{ data: issue }, { data: repository }] = await Promise.all([
    rest.issues.get(issueOf(ref)),
    rest.repos.get(repoOf(ref.repo)),
  ]);
  return {
    ...ref,
    title: issue.title,
    url: issue.html_url,
    state: toState(issue.state),
    isPullRequest: issue.pull_request !== undefined,
    author: issue.user?.login ?? "ghost",
    labels: issue.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
    assignees: (issue.assignees ?? []).map((user) => user.login),
    updatedAt: issue.updated_at,
    isPublic: !repository.private,
    body: issue.body ?? "",
  };
}

async function readPull({ rest }: Octokit, ref: ItemRef) {
  const { data: pull } = await rest.pulls.get(pullOf(ref));
  return {
    ...ref,
    title: pull.title,
    url: pull.html_url,
    state: toState(pull.state),
    isPullRequest: true,
    author: pull.user?.login ?? "ghost",
    labels: pull.labels.map(({ name }) => name),
    assignees: (pull.assignees ?? []).map((user) => user.login),
    updatedAt: pull.updated_at,
    isPublic: !pull.base.repo.private,
    headSha: pull.head.sha,
    baseRef: pull.base.ref,
    isMerged: pull.merged,
    mergeSha: pull.merge_commit_sha ?? null,
    isDraft: pull.draft ?? false,
    isFromMember: MEMBERS.has(pull.author_association),
    requestedReviewers: (pull.requested_reviewers ?? []).map((user) => user.login),
    files: pull.changed_files,
  };
}

async function readComments({ rest, paginate }: Octokit, ref: ItemRef, since: Date) {
  const comments = await paginate(
    rest.issues.listComments,
    { ...issueOf(ref), since: since.toISOString(), per_page: PAGE_SIZE },
    capped(({ data }) => data),
  );
  return comments.map(({ id, html_url: url, user, body }) => ({
    ...{ id, url },
    author: user?.login ?? "ghost",
    body: body ?? "",
  }));
}

interface Own {
  repo: string;
  id: number;
  owner: string;
}

async function readOwnComment({ rest }: Octokit, { repo, id, owner }: Own): Promise<string | null> {
  try {
    const { data: comment } = await rest.issues.getComment({ ...repoOf(repo), comment_id: id });
    if (comment.user?.login !== owner) throw new UserError("That comment is somebody else's.");
    return comment.body ?? "";
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

interface Made {
  repo: string;
  since: Date;
  creator: string;
}

async function readIssues({ rest, paginate }: Octokit, { repo, since, creator }: Made) {
  const query = { state: "all", creator, sort: "created", since: since.toISOString() } as const;
  const issues = await paginate(
    rest.issues.listForRepo,
    { ...repoOf(repo), ...query, per_page: PAGE_SIZE },
    capped(({ data }) => data),
  );
  return issues.map(
    ({ number, title, html_url: url, state, labels, assignees, updated_at, body, user, pull_request }) => ({
      ...{ repo, number, title, url, updatedAt: updated_at, body: body ?? "", author: user?.login ?? "ghost" },
      state: toState(state),
      isPullRequest: pull_request !== undefined,
      labels: labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
      assignees: (assignees ?? []).map((one) => one.login),
    }),
  );
}

/** Fit for hints alone: the search lags behind. Its words are joined by OR, of which GitHub takes five. */
async function searchIssues({ rest }: Octokit, repo: string, words: readonly string[]) {
  const asked = words.slice(0, SEARCHED_WORDS_MAX).join(" OR ");
  const q = `repo:${repo} is:issue in:title ${asked}`;
  const { data } = await rest.search.issuesAndPullRequests({ q, per_page: FOUND_MAX, advanced_search: "true" });
  return data.items.map(({ number, title, html_url: url }) => ({ number, title, url }));
}

async function readCodeowners({ rest }: Octokit, repo: string): Promise<string | null> {
  for (const path of CODEOWNERS_PATHS) {
    try {
      const { data } = await rest.repos.getContent({ ...repoOf(repo), path });
      if (!Array.isArray(data) && data.type === "file") return Buffer.from(data.content, "base64").toString("utf8");
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return null;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}

/** Stops paging at a limit: more than that since one attempt is nothing we made. */
function capped<Page, Row>(rowsOf: (page: Page) => Row[]) {
  let pages = 0;
  return (page: Page, done: () => void): Row[] => {
    if (++pages >= PAGES_MAX) done();
    return rowsOf(page);
  };
}

function toState(state: string): "open" | "closed" {
  return state === "closed" ? "closed" : "open";
}
