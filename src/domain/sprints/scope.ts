import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint, Ticket } from "#domain/tickets/ticket";
import { listOf, pointsOf, type TicketHistory } from "./history.ts";

/** How a ticket came into a sprint, and how it left it. `open` while the sprint runs; afterwards that is carried over. */
export type Entry = "committed" | "added";
export type Ending = "completed" | "open" | "removed" | "dropped";

export interface ScopeRow {
  ticket: Ticket;
  history: TicketHistory;
  entry: Entry;
  enteredAt: number;
  /** 0 where nobody estimated it. */
  pointsAtEntry: number;
  ending: Ending;
  endedAt: number;
  pointsAtEnd: number;
  isEstimated: boolean;
}

/** A sprint that began, as it stood at `until`: its end, its completion or the moment that is asked for. */
export interface SprintScope {
  sprint: Sprint;
  startedAt: number;
  until: number;
  rows: ScopeRow[];
}

export interface ScopeInput {
  sprint: Sprint;
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
  asOf: number;
}

/**
 * Everything that was ever work of the sprint. What was in it and unfinished strictly before its start is committed;
 * what came or came back to life in [start, end) is added. Undefined while it has not begun.
 */
export function scopeOf({ sprint, histories, categoryOf, asOf }: ScopeInput): SprintScope | undefined {
  const { startedAt } = sprint;
  if (startedAt === null || startedAt > asOf) return undefined;
  const until = Math.min(asOf, sprint.completedAt ?? asOf);
  const window = { sprintId: sprint.id, categoryOf, startedAt, until };
  return { sprint, startedAt, until, rows: histories.flatMap((history) => toRow(history, window) ?? []) };
}

/** In the sprint and neither done nor dropped. What was not created yet is nowhere, unless it was put there before. */
export function isActive(
  history: TicketHistory,
  at: number,
  { sprintId, categoryOf }: Pick<Window, "sprintId" | "categoryOf">,
) {
  return isInside(history, at, sprintId) && isOpen(categoryOf(history.valueAt("status", at) ?? ""));
}

interface Window {
  sprintId: string;
  categoryOf: CategoryOf;
  startedAt: number;
  until: number;
}

function toRow(history: TicketHistory, window: Window): ScopeRow | undefined {
  const entered = findEntry(history, window);
  if (!entered) return undefined;
  const left = findEnding(history, entered.enteredAt, window);
  const entryPoints = pointsOf(history.valueAt("points", entered.enteredAt));
  const endPoints = pointsOf(history.valueAt("points", left.endedAt));
  return {
    ...{ ticket: history.ticket, history, ...entered, ...left },
    pointsAtEntry: entryPoints ?? 0,
    pointsAtEnd: endPoints ?? 0,
    isEstimated: endPoints !== null,
  };
}

/** Instants are whole milliseconds, so the one before the start is "strictly before". */
function findEntry(history: TicketHistory, window: Window): Pick<ScopeRow, "entry" | "enteredAt"> | undefined {
  const { startedAt, until } = window;
  if (isActive(history, startedAt - 1, window)) return { entry: "committed", enteredAt: startedAt - 1 };
  const enteredAt = history.instants.find((at) => at >= startedAt && at < until && isActive(history, at, window));
  return enteredAt === undefined ? undefined : { entry: "added", enteredAt };
}

/** Judged at the last instant inside the window; what is not active then stopped to be so at an instant of its own. */
function findEnding(history: TicketHistory, enteredAt: number, window: Window): Pick<ScopeRow, "ending" | "endedAt"> {
  const last = window.until - 1;
  if (enteredAt > last || isActive(history, last, window))
    return { ending: "open", endedAt: Math.max(last, enteredAt) };
  const inside = history.instants.filter((at) => at > enteredAt && at <= last);
  const activeUntil = inside.findLastIndex((at) => isActive(history, at, window));
  const endedAt = inside[activeUntil + 1] ?? last;
  const category = window.categoryOf(history.valueAt("status", endedAt) ?? "");
  if (category === "done") return { ending: "completed", endedAt };
  return { ending: category === "dropped" ? "dropped" : "removed", endedAt };
}

function isInside(history: TicketHistory, at: number, sprintId: string): boolean {
  return isThere(history, at) && listOf(history.valueAt("sprint", at)).includes(sprintId);
}

/** Trackers may tell of a change earlier than of the creation: what changed was there. */
function isThere({ ticket, instants }: TicketHistory, at: number): boolean {
  return ticket.createdAt === null || ticket.createdAt <= at || (instants[0] ?? Number.POSITIVE_INFINITY) <= at;
}

function isOpen(category: string): boolean {
  return category === "todo" || category === "doing";
}
