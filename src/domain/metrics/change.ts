import type { PersonKind, ReviewState } from "../events.ts";
import { readMentions } from "./mentions.ts";

/** A change is a merged pull request: what happened on its way, in milliseconds, null where it did not. */
export interface Change {
  ref: string;
  repo: string;
  base: string;
  author: string;
  authorKind: PersonKind;
  openedAt: number;
  /** When its wait for a review began: opened, or first ready if it was opened as a draft. */
  clockStart: number;
  firstCommitAt: number | null;
  firstReviewAt: number | null;
  approvedAt: number | null;
  /** How often changes were requested and then pushed, before the first approval. */
  rework: number;
  mergedAt: number;
  mergeSha: string | null;
  reverts: string | null;
  fixes: string[];
}

export interface ChangeFacts {
  row: Omit<
    Change,
    "clockStart" | "firstCommitAt" | "firstReviewAt" | "approvedAt" | "rework" | "reverts" | "fixes"
  > & {
    title: string;
    body: string;
  };
  /** Each in the order in which it happened. */
  drafts: readonly { at: number; isDraft: boolean }[];
  activities: readonly { at: number; kind: string; person: string; personKind: PersonKind }[];
  reviews: readonly { at: number; state: ReviewState | null; person: string; personKind: PersonKind }[];
  /** When its commits were written, by their authors' clocks. */
  authored: readonly number[];
}

const FEEDBACK = new Set(["reviewed", "commented"]);

/** Nothing that happened after the merge counts: what a change took is known once it is merged. */
export function changeOf({ row: { title, body, ...row }, ...facts }: ChangeFacts): Change {
  const until = <Item extends { at: number }>(items: readonly Item[]) => items.filter(({ at }) => at <= row.mergedAt);
  const activities = until(facts.activities);
  const clockStart = findClockStart(row.openedAt, until(facts.drafts), activities);
  const isOther = (one: { person: string; personKind: PersonKind }) =>
    one.personKind === "human" && one.person !== row.author;
  const feedback = activities.find((one) => isOther(one) && FEEDBACK.has(one.kind) && one.at >= clockStart);
  const reviews = until(facts.reviews).filter(isOther);
  const approvedAt = reviews.find(({ state }) => state === "approved")?.at ?? null;
  return {
    ...row,
    clockStart,
    firstCommitAt: facts.authored.length === 0 ? null : Math.min(...facts.authored),
    firstReviewAt: feedback?.at ?? null,
    approvedAt,
    rework: countRework(reviews, activities, approvedAt ?? row.mergedAt),
    ...readMentions(row.repo, { title, body }),
  };
}

function findClockStart(
  openedAt: number,
  drafts: ChangeFacts["drafts"],
  activities: readonly ChangeFacts["activities"][number][],
): number {
  const ready = activities.find(({ kind }) => kind === "ready")?.at;
  const drafted = activities.find(({ kind }) => kind === "drafted")?.at;
  const wasReadied = ready !== undefined && (drafted === undefined || ready <= drafted);
  if (!drafts[0]?.isDraft && !wasReadied) return openedAt;
  const seen = drafts.find(({ isDraft }) => !isDraft)?.at;
  const readied = [ready, seen].filter((at) => at !== undefined);
  return readied.length === 0 ? openedAt : Math.min(...readied);
}

/** Each request of changes that a push answered before another was made. */
function countRework(
  reviews: readonly ChangeFacts["reviews"][number][],
  activities: readonly { at: number; kind: string }[],
  until: number,
): number {
  const requests = reviews.filter(({ state, at }) => state === "changes_requested" && at < until);
  const pushes = activities.filter(({ kind, at }) => kind === "pushed" && at <= until).map(({ at }) => at);
  const answered = requests.map(({ at }) => pushes.find((push) => push > at)).filter((push) => push !== undefined);
  return new Set(answered).size;
}
