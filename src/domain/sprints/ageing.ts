import { percentile } from "#domain/metrics/metric";
import type { Category, CategoryOf } from "#domain/tickets/categories";
import { DAY_MS } from "#lib/time";
import type { TicketHistory } from "./history.ts";
import { findDoneAt } from "./throughput.ts";

const LOOK_BACK_MS = 90 * DAY_MS;
const CYCLES_MIN = 20;
/** What is old where nothing can be compared. */
const AGE_MS = 10 * DAY_MS;

export interface AgeInput {
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
  asOf: number;
}

/** A ticket in doing, and since when. */
export interface Aged {
  history: TicketHistory;
  since: number;
  ageMs: number;
  isOld: boolean;
}

export interface Ageing {
  /** The oldest first. */
  rows: Aged[];
  /** From which age on a ticket is old, and how many finished ones that is known from; 0 where it is only a custom. */
  limitMs: number;
  n: number;
}

/** How long the tickets that are being worked on are so already, against what 85 % of the finished ones took. */
export function ageingOf(input: AgeInput): Ageing {
  const { histories, categoryOf, asOf } = input;
  const cycles = histories.flatMap((history) => cycleOf(history, input) ?? []);
  const isKnown = cycles.length >= CYCLES_MIN;
  const limitMs = isKnown ? (percentile(cycles, 0.85) ?? AGE_MS) : AGE_MS;
  const rows = histories.flatMap((history): Aged[] => {
    if (categoryAt(history, asOf, categoryOf) !== "doing") return [];
    const since = doingSince(history, asOf, categoryOf);
    return [{ history, since, ageMs: asOf - since, isOld: asOf - since > limitMs }];
  });
  rows.sort((a, b) => a.since - b.since || (a.history.ticket.ref < b.history.ticket.ref ? -1 : 1));
  return { rows, limitMs, n: isKnown ? cycles.length : 0 };
}

/** The first entry into doing after the last time that it was still to do: going back to the list starts anew. */
export function doingSince(history: TicketHistory, at: number, categoryOf: CategoryOf): number {
  const past = history.instants.filter((instant) => instant <= at);
  const lastTodo = past.findLastIndex((instant) => categoryAt(history, instant, categoryOf) === "todo");
  return past[lastTodo + 1] ?? history.ticket.createdAt ?? at;
}

function cycleOf(history: TicketHistory, input: AgeInput): number | undefined {
  const doneAt = findDoneAt(history, input);
  if (doneAt === undefined || doneAt < input.asOf - LOOK_BACK_MS) return undefined;
  return doneAt - doingSince(history, doneAt - 1, input.categoryOf);
}

function categoryAt(history: TicketHistory, at: number, categoryOf: CategoryOf): Category {
  return categoryOf(history.valueAt("status", at) ?? "");
}
