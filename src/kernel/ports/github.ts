/** A pull request or an issue, as GitHub has it at this moment. */
export interface GithubItem {
  repo: string;
  number: number;
  title: string;
  url: string;
  state: "open" | "closed";
  isPullRequest: boolean;
  author: string;
  labels: string[];
  assignees: string[];
  /** ISO; raised by every change. */
  updatedAt: string;
  isPublic: boolean;
}

export interface GithubPull extends GithubItem {
  headSha: string;
  baseRef: string;
  isMerged: boolean;
  mergeSha: string | null;
  isDraft: boolean;
  /** False where it comes from a fork, whose author may be anyone. */
  isFromMember: boolean;
  requestedReviewers: string[];
  files: number;
}

export interface GithubComment {
  id: number;
  url: string;
  author: string;
  body: string;
}

export interface ItemRef {
  repo: string;
  number: number;
}

export interface GithubReads {
  /** The login of our own token: a mark in anybody else's comment means nothing. */
  me(): Promise<string>;
  item(ref: ItemRef): Promise<GithubItem>;
  pull(ref: ItemRef): Promise<GithubPull>;
  /** Comments made since then, oldest first. */
  commentsSince(ref: ItemRef, since: Date): Promise<GithubComment[]>;
  /** The text of one of our own comments; null when it is gone. Throws UserError when it is somebody else's. */
  ownComment(repo: string, id: number): Promise<string | null>;
  /** Our own issues made since then. */
  issuesSince(repo: string, since: Date): Promise<(Omit<GithubItem, "isPublic"> & { body: string })[]>;
  /** Issues of a repository with one of these words in their title, the likest first as GitHub sees it. */
  searchIssues(repo: string, words: readonly string[]): Promise<{ number: number; title: string; url: string }[]>;
  /** The paths a pull request changes, as many as GitHub tells. */
  changedPaths(ref: ItemRef): Promise<string[]>;
  /** The text of CODEOWNERS; null where there is none. */
  codeowners(repo: string): Promise<string | null>;
}

/** Each is one request. Throws RefusedError, NeverSentError, or anything else where the ending is not known. */
export interface GithubWrites {
  comment(ref: ItemRef, body: string): Promise<{ id: number; url: string }>;
  deleteComment(repo: string, id: number): Promise<void>;
  addLabel(ref: ItemRef, label: string): Promise<void>;
  removeLabel(ref: ItemRef, label: string): Promise<void>;
  requestReview(ref: ItemRef, login: string): Promise<void>;
  withdrawReview(ref: ItemRef, login: string): Promise<void>;
  assign(ref: ItemRef, login: string): Promise<void>;
  unassign(ref: ItemRef, login: string): Promise<void>;
  /** Only if the head is still this commit. */
  merge(ref: ItemRef, merge: { sha: string; method: "merge" | "squash" | "rebase" }): Promise<{ sha: string }>;
  createIssue(
    repo: string,
    issue: { title: string; body: string; labels: string[] },
  ): Promise<{ number: number; url: string }>;
  setIssueState(ref: ItemRef, state: "open" | "closed"): Promise<void>;
}
