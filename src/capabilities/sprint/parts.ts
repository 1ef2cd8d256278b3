import { percentile } from "#domain/metrics/metric";
import type { SprintSums } from "#domain/sprints/sums";
import type { Ticket } from "#domain/tickets/ticket";
import type { SprintReport } from "./fields.ts";

const FRACTION = 10_000;

/** To four digits, which is more than anybody reads. */
export function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * FRACTION) / FRACTION;
}

export function toTicket({ ref, title, url, points }: Ticket) {
  return { subject: ref, title, url, points };
}

export function toSpread(values: readonly number[]) {
  const at = (share: number) => round(percentile(values, share));
  return { median: at(0.5), low: at(0), high: at(1), n: values.length };
}

export function toAmounts(sums: SprintSums, unit: "points" | "tickets") {
  const { committed, added, re_estimated, removed, dropped, completed, left } = sums;
  return {
    ...{ committed: committed[unit], added: added[unit], re_estimated: re_estimated[unit] },
    ...{ removed: removed[unit], dropped: dropped[unit], completed: completed[unit], left: left[unit] },
  };
}

/** The proof of a figure, at the same moment as the report that it stands in. */
export function whyOf({ team, window_days: days, sprint, as_of }: SprintReport, figure: string) {
  return { name: "sprint.why", input: { figure, team, days, as_of, ...(sprint && { sprint: sprint.id }) } };
}
