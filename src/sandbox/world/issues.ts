import type { Repo } from "./model.ts";
import { type Scribe, touch } from "./scribe.ts";
import type { Comment, Pull, Thread } from "./work.ts";

export interface NewIssue {
  repo: Repo;
  title: string;
  body: string;
  author: string;
  labels: string[];
  at: Date;
  assignees?: string[];
}

export function openIssue(scribe: Scribe, { repo, at, assignees = [], ...given }: NewIssue): Thread {
  const issue: Thread = {
    ...given,
    id: scribe.nextId(),
    repo,
    number: scribe.nextNumber(repo),
    assignees,
    state: "open",
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    comments: [],
  };
  scribe.state.issues.push(issue);
  scribe.tell({ kind: "issues", action: "opened", issue, sender: issue.author, at });
  return issue;
}

export function closeIssue(scribe: Scribe, issue: Thread, { by, at }: { by: string; at: Date }): void {
  issue.state = "closed";
  issue.closedAt = at;
  touch(issue, at);
  scribe.tell({ kind: "issues", action: "closed", issue, sender: by, at });
}

export function reopenIssue(scribe: Scribe, issue: Thread, { by, at }: { by: string; at: Date }): void {
  issue.state = "open";
  issue.closedAt = null;
  touch(issue, at);
  scribe.tell({ kind: "issues", action: "reopened", issue, sender: by, at });
}

export interface NewComment {
  author: string;
  body: string;
  at: Date;
}

export function commentOn(scribe: Scribe, thread: Thread, given: NewComment): Comment {
  const comment: Comment = { ...given, id: scribe.nextId(), number: thread.number, path: null };
  thread.comments.push(comment);
  touch(thread, given.at);
  scribe.tell({ kind: "issue_comment", thread, comment, sender: given.author, at: given.at });
  return comment;
}

/** A comment on a line of the change. */
export function commentOnLine(scribe: Scribe, pull: Pull, { path, ...given }: NewComment & { path: string }): Comment {
  const comment: Comment = { ...given, id: scribe.nextId(), number: pull.number, path };
  pull.comments.push(comment);
  touch(pull, given.at);
  scribe.tell({ kind: "pull_request_review_comment", pull, comment, sender: given.author, at: given.at });
  return comment;
}
