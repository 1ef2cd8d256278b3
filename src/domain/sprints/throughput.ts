import type { CategoryOf } from "#domain/tickets/categories";
import type { Calendar } from "#lib/calendar";
import { DAY_MS } from "#lib/time";
import type { TicketHistory } from "./history.ts";

const DAYS_MAX = 60;
/** Long holidays do not make the search for 60 working days endless. */
const CALENDAR_DAYS_MAX = 200;

export interface ThroughputInput {
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
  calendar: Calendar;
  asOf: number;
}

/**
 * Tickets finished on each of the last 60 whole working days, oldest first. What is finished on a day off counts for the
 * working day before. Days before anything was heard of are not days of nothing: they are left out.
 */
export function dailyThroughput(input: ThroughputInput): number[] {
  const starts = listWorkingDays(input);
  const counts = starts.map(() => 0);
  const until = input.calendar.startOfDay(new Date(input.asOf)).getTime();
  for (const history of input.histories) {
    const doneAt = findDoneAt(history, input);
    const index = doneAt === undefined || doneAt >= until ? -1 : starts.findLastIndex((start) => start <= doneAt);
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/** When it was finished for good, of what is done at the moment; dropped is not done. */
export function findDoneAt(
  { valueAt, instants }: TicketHistory,
  { categoryOf, asOf }: Pick<ThroughputInput, "categoryOf" | "asOf">,
): number | undefined {
  const isDone = (at: number) => categoryOf(valueAt("status", at) ?? "") === "done";
  if (!isDone(asOf)) return undefined;
  const past = instants.filter((at) => at <= asOf);
  const lastOpen = past.findLastIndex((at) => !isDone(at));
  return past[lastOpen + 1];
}

function listWorkingDays({ histories, calendar, asOf }: ThroughputInput): number[] {
  const first = histories.reduce((min, { instants }) => Math.min(min, instants[0] ?? min), Number.POSITIVE_INFINITY);
  const starts: number[] = [];
  let start = calendar.startOfDay(new Date(asOf)).getTime();
  for (let day = 0; day < CALENDAR_DAYS_MAX && starts.length < DAYS_MAX; day++) {
    start = calendar.startOfDay(new Date(start - DAY_MS / 2)).getTime();
    if (start < first) break;
    if (calendar.isWorkingDay(new Date(start))) starts.unshift(start);
  }
  return starts;
}
