import type { MetricRow } from "#domain/metrics/metric";
import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint } from "#domain/tickets/ticket";
import { DAY_MS, HOUR_MS } from "#lib/time";
import { blockedSince } from "./health.ts";
import type { TicketHistory } from "./history.ts";
import { type PastSprint, pastOf } from "./past.ts";
import { findDoneAt } from "./throughput.ts";

const STALLED_MS = 5 * DAY_MS;

export interface SprintRowsInput {
  sprints: readonly Sprint[];
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
  /** Half open. */
  window: { from: number; to: number };
  asOf: number;
}

/** One row for each sprint that was completed in the window. */
export function sprintRows(input: SprintRowsInput, measure: (past: PastSprint) => number | null): MetricRow[] {
  return pastOf({ ...input, sprints: input.sprints.filter(({ completedAt }) => isIn(input, completedAt)) }).map(
    (past) => {
      const { sprint, sums } = past;
      const value = measure(past);
      return {
        ...{ subject: sprint.name, title: "", url: "", author: null, value },
        ...{ startedAt: sprint.startedAt, endedAt: sprint.completedAt },
        leftOut: value === null ? "nothing was committed" : null,
        reason: `${sums.completed.points} of ${sums.committed.points} points done, ${sums.added.points} added`,
      };
    },
  );
}

/** One row for each ticket that was finished in the window; its value is the hours in which it was worked on. */
export function flowRows({ histories, categoryOf, window, asOf }: SprintRowsInput): MetricRow[] {
  return histories.flatMap((history) => {
    const endedAt = findDoneAt(history, { categoryOf, asOf }) ?? null;
    if (endedAt === null || !isIn({ window }, endedAt)) return [];
    const startedAt =
      history.instants.find((at) => categoryOf(history.valueAt("status", at) ?? "") === "doing") ?? null;
    const isWorkedOn = startedAt !== null && startedAt < endedAt;
    const { ref: subject, title, url } = history.ticket;
    return [
      {
        ...{ subject, title, url, author: null, startedAt, endedAt, reason: "finished" },
        value: isWorkedOn ? activeMs(history, { from: startedAt, to: endedAt }, categoryOf) / HOUR_MS : null,
        leftOut: isWorkedOn ? null : "it was never in progress",
      },
    ];
  });
}

/** What changes at an instant holds until the next one. */
function activeMs(history: TicketHistory, { from, to }: { from: number; to: number }, categoryOf: CategoryOf): number {
  const turns = [...history.instants.filter((at) => at >= from && at < to), to];
  let sum = 0;
  for (const [index, at] of turns.slice(0, -1).entries()) {
    const lasted = (turns[index + 1] ?? to) - at;
    const isWork =
      categoryOf(history.valueAt("status", at) ?? "") === "doing" && blockedSince(history, at) === undefined;
    if (isWork) sum += lasted > STALLED_MS ? HOUR_MS : lasted;
  }
  return sum;
}

function isIn({ window }: Pick<SprintRowsInput, "window">, at: number | null): boolean {
  return at !== null && at >= window.from && at < window.to;
}
