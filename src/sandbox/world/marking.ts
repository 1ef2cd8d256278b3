import type { Change } from "./change.ts";
import { findOpenPull, findRepo, findThread } from "./finding.ts";
import { closeIssue, openIssue, reopenIssue } from "./issues.ts";
import type { Repo } from "./model.ts";
import type { Doers } from "./pull-changes.ts";
import { type Scribe, touch } from "./scribe.ts";
import { isPull, type Pull, type Thread } from "./work.ts";

export type MarkKind = "label" | "assign" | "ask" | "uncomment" | "issue" | "issue_state";

/** Small changes of what is there: labels, people, remarks taken back. */
export function createMarkChanges(scribe: Scribe, now: () => Date): Pick<Doers, MarkKind> {
  return {
    label({ by, label, remove = false, ...at }) {
      const thread = findThread(scribe, at);
      thread.labels = without(thread.labels, label, remove);
      tell(scribe, thread, { action: remove ? "unlabeled" : "labeled", by, label, at: now() });
      return thread;
    },
    assign({ by, login, remove = false, ...at }) {
      const thread = findThread(scribe, at);
      thread.assignees = without(thread.assignees, login, remove);
      tell(scribe, thread, { action: remove ? "unassigned" : "assigned", by, login, at: now() });
      return thread;
    },
    ask({ by, login, remove = false, ...at }) {
      const pull = findOpenPull(scribe, at);
      pull.requestedReviewers = without(pull.requestedReviewers, login, remove);
      tell(scribe, pull, { action: remove ? "review_request_removed" : "review_requested", by, login, at: now() });
      return pull;
    },
    uncomment({ id, ...at }) {
      const thread = findThread(scribe, at);
      thread.comments = thread.comments.filter((comment) => comment.id !== id);
      touch(thread, now());
      return thread;
    },
    issue: ({ repo, by, title, body, labels }) =>
      openIssue(scribe, { repo: findRepo(scribe, repo), title, body, labels, author: by, at: now() }),
    issue_state({ by, state, ...at }) {
      const thread = findThread(scribe, at);
      if (thread.state !== state) (state === "closed" ? closeIssue : reopenIssue)(scribe, thread, { by, at: now() });
      return thread;
    },
  } satisfies { [Kind in MarkKind]: (change: Extract<Change, { change: Kind }>) => Thread | Repo };
}

function without(names: string[], name: string, remove: boolean): string[] {
  const others = names.filter((one) => one.toLowerCase() !== name.toLowerCase());
  return remove ? others : [...others, name];
}

type Told = { by: string; at: Date } & (
  | { action: "labeled" | "unlabeled"; label: string }
  | { action: "assigned" | "unassigned" | "review_requested" | "review_request_removed"; login: string }
);

/** Of issues only what reports need is told. */
function tell(scribe: Scribe, thread: Thread | Pull, { by: sender, at, ...marked }: Told): void {
  touch(thread, at);
  if (isPull(thread)) scribe.tell({ kind: "pull_request_marked", pull: thread, sender, at, ...marked });
}
