import type { ActivityKind, Actor, CheckConclusion, PersonKind, ReviewState } from "./events.ts";

/** No report looks at more at once, the oldest first; a scope with more open than this has other problems. */
export const PULL_REQUESTS_MAX = 5_000;

/** A pull request as it stood at an instant, by event time. */
export interface PullRequest {
  /** `owner/repo#7`. */
  subject: string;
  repo: string;
  number: number;
  title: string;
  url: string;
  author: string;
  authorKind: PersonKind;
  base: string;
  head: string;
  headSha: string;
  body: string;
  /** Gone: deleted, moved elsewhere, or lost with its repository. */
  state: "open" | "closed" | "merged" | "gone";
  isDraft: boolean;
  labels: string[];
  requestedReviewers: string[];
  openedAt: Date;
  mergedAt: Date | null;
  closedAt: Date | null;
  mergeSha: string | null;
  /** Changed lines, null where no event told us. */
  lines: number | null;
  /** When its wait for a review began: opened, or first ready if it was opened as a draft. */
  clockStart: Date;
  /** First review or comment by a human other than the author, from the clock start on. */
  firstReviewAt: Date | null;
  /** Push, review, comment, ready or reopening by a human; at least the opening. */
  lastActivityAt: Date;
  lastPushAt: Date | null;
  /** The latest review of each human who gave one; a bare comment does not take back an approval. */
  reviews: { person: string; state: ReviewState; at: Date }[];
  /** Checks of the head commit. */
  checks: Checks;
  commitSubjects: string[];
  /** The latest instant at which anything we know of happened to it. */
  changedAt: Date;
  isClockSuspect: boolean;
}

export interface Checks {
  state: "green" | "red" | "pending" | "unknown";
  /** Names of those that fail. */
  failing: string[];
  /** Since when the oldest of the failing ones fails. */
  redSince: Date | null;
}

/** Everything that happened to a pull request: enough to say how it stood at any instant. */
export interface PullRequestHistory {
  row: PullRequestRow;
  versions: PullRequestVersion[];
  activities: (Actor & { kind: ActivityKind; at: Date })[];
  reviews: ReviewFact[];
  checks: CheckFact[];
  commitSubjects: { at: Date; subjects: string[] }[];
  /** When it, or its repository, was last said to be gone. */
  goneAt: Date | null;
}

/** The newest known state. */
interface PullRequestRow {
  ref: string;
  repo: string;
  number: number;
  title: string;
  body: string;
  url: string;
  author: string;
  authorKind: PersonKind;
  base: string;
  head: string;
  openedAt: Date;
  mergedAt: Date | null;
  closedAt: Date | null;
  mergeSha: string | null;
  additions: number | null;
  deletions: number | null;
  isClockSuspect: boolean;
}

/** What can change back, as it was from `at` on. */
export interface PullRequestVersion {
  at: Date;
  state: "open" | "closed" | "merged";
  title: string;
  base: string;
  headSha: string;
  isDraft: boolean;
  labels: string[];
  requestedReviewers: string[];
}

export interface ReviewFact extends Actor {
  state: ReviewState | null;
  at: Date;
  dismissedAt: Date | null;
}

export interface CheckFact {
  sha: string;
  name: string;
  conclusion: CheckConclusion | null;
  startedAt: Date;
  at: Date;
}
