import type { z } from "zod";
import type { ActivityKind, Actor, EventOf, PullRequestSnapshot, ReviewState } from "#domain/events";
import type { Mapped } from "../conclude.ts";
import { firstLine } from "./deliveries.ts";
import { type Mapping, toActor, toRepo } from "./mapping.ts";
import {
  type Account,
  type CommitPayload,
  type IssueCommentPayload,
  namesOf,
  type PullRequest,
  type PullRequestPayload,
  type ReviewCommentPayload,
  type ReviewPayload,
} from "./payloads.ts";

const ACTIVITIES: Record<string, ActivityKind> = {
  synchronize: "pushed",
  ready_for_review: "ready",
  converted_to_draft: "drafted",
  reopened: "reopened",
  closed: "closed",
};

const REVIEW_STATES: Record<string, ReviewState> = {
  approved: "approved",
  changes_requested: "changes_requested",
  commented: "commented",
};

export function fromPullRequest(payload: z.output<typeof PullRequestPayload>, mapping: Mapping): Mapped {
  const { pull_request: pull, sender, action } = payload;
  const repo = toRepo(payload.repository);
  const snapshot = toSnapshot(pull, mapping);
  const kind = ACTIVITIES[action ?? ""];
  const activity = kind ? { ...toActor(sender, mapping), kind, at: snapshot.at } : null;
  const normalised: EventOf<"pull_request"> = { kind: "pull_request", repo, snapshot, activity };
  return { subject: `${repo}#${pull.number}`, at: snapshot.at, key: snapshot.size ? "" : "list", normalised };
}

export function fromReview(payload: z.output<typeof ReviewPayload>, mapping: Mapping): Mapped {
  const { review, pull_request: pull, action } = payload;
  const repo = toRepo(payload.repository);
  const subject = `${repo}#${pull.number}`;
  const snapshot = "head" in pull ? toSnapshot(pull, mapping) : null;
  const at = review.submitted_at ?? snapshot?.at;
  const said = review.state.toLowerCase();
  // A pending review is its author's alone.
  if (at === undefined || said === "pending") return { subject, at: null, key: review.id, normalised: null };

  const isDismissed = action === "dismissed" || said === "dismissed";
  const dismissedAt = isDismissed ? (snapshot?.at ?? at) : null;
  const state = REVIEW_STATES[said] ?? null;
  const normalised: EventOf<"review"> = {
    kind: "review",
    repo,
    snapshot,
    number: pull.number,
    review: { ...toActor(review.user, mapping), id: review.id, state, at, dismissedAt },
  };
  return { subject, at: dismissedAt ?? at, key: review.id, normalised };
}

export function fromIssueComment(payload: z.output<typeof IssueCommentPayload>, mapping: Mapping): Mapped {
  const { issue, comment, action } = payload;
  const isOnPull = issue.pull_request !== undefined && issue.pull_request !== null;
  return fromComment({ ...payload, number: issue.number, comment, counts: isOnPull && isNew(action) }, mapping);
}

export function fromReviewComment(payload: z.output<typeof ReviewCommentPayload>, mapping: Mapping): Mapped {
  const { pull_request: pull, action } = payload;
  return fromComment({ ...payload, number: pull.number, counts: isNew(action) }, mapping);
}

/** A commit pushed while nobody told us: its committer's date is the nearest we know to the push. */
export function fromCommit(payload: z.output<typeof CommitPayload>, mapping: Mapping): Mapped {
  const { number, commit: listed } = payload;
  const { sha, commit } = listed;
  const repo = toRepo(payload.repository);
  const subject = `${repo}#${number}`;
  const at = commit.committer?.date ?? commit.author?.date ?? null;
  if (at === null) return { subject, at, key: sha, normalised: null };
  const account = [listed.author, listed.committer].find((one) => one && "login" in one);
  const author = toActor(account as Account, mapping);
  const authoredAt = commit.author?.date ?? at;
  const title = firstLine(commit.message ?? "");
  return { subject, at, key: sha, normalised: { kind: "commit", repo, number, sha, title, author, authoredAt, at } };
}

interface Comment {
  repository: { full_name: string };
  number: number;
  comment: { id: string; user?: Account; created_at: number };
  /** Only a new comment on a pull request is something that happened to it. */
  counts: boolean;
}

function fromComment({ repository, number, comment, counts }: Comment, mapping: Mapping): Mapped {
  const activity = { ...toActor(comment.user, mapping), kind: "commented" as const, at: comment.created_at };
  const mapped = toActivity({ repository }, { number, key: comment.id, activity });
  return counts ? mapped : { ...mapped, normalised: null };
}

interface Happening {
  number: number;
  key: string;
  activity: Actor & { kind: ActivityKind; at: number };
}

function toActivity({ repository }: Pick<Comment, "repository">, { number, key, activity }: Happening): Mapped {
  const repo = toRepo(repository);
  return {
    subject: `${repo}#${number}`,
    at: activity.at,
    key,
    normalised: { kind: "activity", repo, number, activity },
  };
}

/** A list shows comments without saying what was done to them: each was made once. */
function isNew(action: string | null | undefined): boolean {
  return action === "created" || action === undefined || action === null;
}

function toSnapshot(pull: PullRequest, mapping: Mapping): PullRequestSnapshot {
  const author = toActor(pull.user, mapping);
  return {
    number: pull.number,
    at: pull.updated_at,
    openedAt: pull.created_at,
    core: {
      title: pull.title,
      body: pull.body ?? "",
      url: pull.html_url ?? "",
      author: author.person,
      authorKind: author.personKind,
      base: pull.base.ref,
      head: pull.head.ref,
      headSha: pull.head.sha,
      state: toState(pull),
      isDraft: pull.draft ?? false,
      labels: namesOf(pull.labels),
      requestedReviewers: namesOf(pull.requested_reviewers),
      // While a pull request is open this names a trial merge that changes by itself.
      mergeSha: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
      mergedAt: pull.merged_at ?? null,
      closedAt: pull.closed_at ?? pull.merged_at ?? null,
    },
    size: toSize(pull),
  };
}

function toState({ merged_at, state }: PullRequest): "open" | "closed" | "merged" {
  if (merged_at) return "merged";
  return state === "closed" ? "closed" : "open";
}

function toSize({ additions, deletions, changed_files: changedFiles }: PullRequest): PullRequestSnapshot["size"] {
  const isKnown = typeof additions === "number" && typeof deletions === "number" && typeof changedFiles === "number";
  return isKnown ? { additions, deletions, changedFiles } : null;
}
