import type { Review, State } from "./prd.ts";

/** What is asked of a version: by whom it is, and how many have to approve it. */
export interface Bar {
  author: string;
  quorum: number;
}

/**
 * Where a version stands by what was said of it, in the order in which it was said. Of each person the last word counts;
 * the author's own approval does not, and whoever wants changes holds it up until they approve.
 */
export function standingOf(reviews: readonly Review[], { author, quorum }: Bar): { state: State; approvals: number } {
  const last = new Map(
    reviews.filter(({ verdict }) => verdict !== "requested").map(({ by, verdict }) => [by, verdict]),
  );
  const approvals = [...last].filter(([by, verdict]) => verdict === "approved" && by !== author).length;
  const isHeldUp = [...last.values()].some((verdict) => verdict !== "approved");
  if (isHeldUp || reviews.length === 0) return { state: "draft", approvals };
  return { state: approvals >= quorum ? "approved" : "in_review", approvals };
}
