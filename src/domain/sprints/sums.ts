import type { ScopeRow, SprintScope } from "./scope.ts";

export interface Amount {
  points: number;
  tickets: number;
}

/**
 * What became of a sprint's work, in points and tickets. In points
 * `committed + added + re_estimated − removed − dropped = completed + left`, always.
 */
export interface SprintSums {
  committed: Amount;
  added: Amount;
  /** Changes of estimates while inside and open; tickets are those whose estimate changed. */
  re_estimated: Amount;
  removed: Amount;
  dropped: Amount;
  completed: Amount;
  /** Still open: carried over, once the sprint is complete. */
  left: Amount;
  /** Tickets that count as 0 points because nobody estimated them. */
  unestimated: number;
}

export function sumUp({ rows }: Pick<SprintScope, "rows">): SprintSums {
  const where = (test: (row: ScopeRow) => boolean, points: (row: ScopeRow) => number): Amount => {
    const counted = rows.filter(test);
    return { points: round(counted.reduce((sum, row) => sum + points(row), 0)), tickets: counted.length };
  };
  const endedAs = (ending: ScopeRow["ending"]) =>
    where(
      (row) => row.ending === ending,
      (row) => row.pointsAtEnd,
    );
  return {
    committed: where(
      ({ entry }) => entry === "committed",
      ({ pointsAtEntry }) => pointsAtEntry,
    ),
    added: where(
      ({ entry }) => entry === "added",
      ({ pointsAtEntry }) => pointsAtEntry,
    ),
    re_estimated: where(
      (row) => row.pointsAtEnd !== row.pointsAtEntry,
      (row) => row.pointsAtEnd - row.pointsAtEntry,
    ),
    removed: endedAs("removed"),
    dropped: endedAs("dropped"),
    completed: endedAs("completed"),
    left: endedAs("open"),
    unestimated: rows.filter(({ isEstimated }) => !isEstimated).length,
  };
}

/** (added + removed + dropped) ÷ committed, in points, or in tickets where nothing is estimated; null without commitment. */
export function scopeChangeOf({ committed, added, removed, dropped }: SprintSums): number | null {
  const unit = committed.points > 0 ? "points" : "tickets";
  return committed[unit] > 0 ? (added[unit] + removed[unit] + dropped[unit]) / committed[unit] : null;
}

/** completed ÷ committed; may exceed 1. */
export function predictabilityOf({ committed, completed }: SprintSums): number | null {
  const unit = committed.points > 0 ? "points" : "tickets";
  return committed[unit] > 0 ? completed[unit] / committed[unit] : null;
}

/** The share of committed tickets that were done. */
export function keptOf({ rows }: Pick<SprintScope, "rows">): number | null {
  const committed = rows.filter(({ entry }) => entry === "committed");
  const done = committed.filter(({ ending }) => ending === "completed");
  return committed.length > 0 ? done.length / committed.length : null;
}

/** The work done of the work that is meant: completed ÷ (completed + left); null where there is no work. */
export function doneShareOf({ completed, left }: SprintSums): number | null {
  const unit = completed.points + left.points > 0 ? "points" : "tickets";
  const whole = completed[unit] + left[unit];
  return whole > 0 ? completed[unit] / whole : null;
}

/** Halves and tenths of points add up without the dust of binary fractions. */
function round(points: number): number {
  return Math.round(points * 1_000) / 1_000;
}
