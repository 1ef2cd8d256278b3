import { doingSince } from "#domain/sprints/ageing";
import { blockedSince } from "#domain/sprints/health";
import { listOf, type TicketHistory } from "#domain/sprints/history";
import { type BoardInput, sprintLine } from "#domain/sprints/line";
import { findDoneAt } from "#domain/sprints/throughput";
import type { Ticket } from "#domain/tickets/ticket";

export interface WorkInput extends BoardInput {
  /** What was finished since then counts as closed. */
  since: number;
}

/** A ticket, and since when it is as it is. */
export interface Standing {
  ticket: Ticket;
  since: number;
}

export interface TicketWork {
  /** The latest first. */
  closed: Standing[];
  /** In progress, by the ticket above them; null for those without. The oldest first. */
  epics: { epic: string | null; title: string | null; items: Standing[] }[];
  /** The longest first. */
  blocked: Standing[];
  /** Open and not begun: in a sprint that runs, and in none. */
  todo: number;
  backlog: number;
  /** "Sprint 7: day 6 of 10, 34 of 58 points left, watch"; null where none runs. */
  sprint: string | null;
}

/** What a team's tickets say of its day. */
export function workOf(input: WorkInput): TicketWork {
  const { histories, categoryOf, asOf, since, sprints } = input;
  const running = new Set(sprints.filter(isRunning).map(({ id }) => id));
  const inCategory = (category: string) =>
    histories.filter(({ valueAt }) => categoryOf(valueAt("status", asOf) ?? "") === category);
  const [todo, doing] = [inCategory("todo"), inCategory("doing")];
  const planned = todo.filter(({ valueAt }) => listOf(valueAt("sprint", asOf)).some((id) => running.has(id)));
  return {
    closed: histories
      .flatMap((history) => {
        const doneAt = findDoneAt(history, input);
        return doneAt !== undefined && doneAt >= since ? [{ ticket: history.ticket, since: doneAt }] : [];
      })
      .sort((a, b) => b.since - a.since || compare(a.ticket, b.ticket)),
    epics: groupByEpic(doing, input),
    blocked: [...todo, ...doing].flatMap((history) => toBlocked(history, asOf)).sort((a, b) => a.since - b.since),
    todo: planned.length,
    backlog: todo.length - planned.length,
    sprint: sprintLine(input),
  };
}

function isRunning({ startedAt, completedAt }: WorkInput["sprints"][number]): boolean {
  return startedAt !== null && completedAt === null;
}

function groupByEpic(doing: readonly TicketHistory[], { histories, categoryOf, asOf }: WorkInput): TicketWork["epics"] {
  const titles = new Map(histories.map(({ ticket }) => [ticket.ref, ticket.title]));
  const items = doing.map((history) => ({ ticket: history.ticket, since: doingSince(history, asOf, categoryOf) }));
  items.sort((a, b) => a.since - b.since || compare(a.ticket, b.ticket));
  return [...Map.groupBy(items, ({ ticket }) => ticket.parent)].map(([epic, own]) => {
    return { epic, title: epic === null ? null : (titles.get(epic) ?? null), items: own };
  });
}

function toBlocked(history: TicketHistory, asOf: number): Standing[] {
  const since = blockedSince(history, asOf);
  return since === undefined ? [] : [{ ticket: history.ticket, since }];
}

function compare(a: Ticket, b: Ticket): number {
  return a.ref < b.ref ? -1 : 1;
}
