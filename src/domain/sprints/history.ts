import type { Ticket, TicketChange, TicketField } from "#domain/tickets/ticket";

/** What a ticket was at any instant, told backwards and forwards from its changes. */
export interface TicketHistory {
  ticket: Ticket;
  /** Instants at which anything changed, earliest first; its creation is one where it is known. */
  instants: readonly number[];
  /** The value that holds from `at` on. */
  valueAt(field: TicketField, at: number): string | null;
  /** The instant of the last change into the value that holds at `at`; null where it always held. */
  sinceAt(field: TicketField, at: number): number | null;
}

/** `changes` are one ticket's, in the order in which they happened. */
export function historyOf(ticket: Ticket, changes: readonly TicketChange[]): TicketHistory {
  const byField = Map.groupBy(changes, ({ field }) => field);
  const lastAt = (field: TicketField, at: number) => byField.get(field)?.findLast((change) => change.at <= at);

  function valueAt(field: TicketField, at: number): string | null {
    const last = lastAt(field, at);
    if (last) return last.to;
    const next = byField.get(field)?.[0];
    return next ? next.from : CURRENT[field](ticket);
  }

  const instants = new Set(changes.map(({ at }) => at));
  if (ticket.createdAt !== null) instants.add(ticket.createdAt);
  return {
    ticket,
    instants: [...instants].sort((a, b) => a - b),
    valueAt,
    sinceAt: (field, at) => lastAt(field, at)?.at ?? null,
  };
}

/** Histories of all tickets, from everything that changed. */
export function historiesOf(tickets: readonly Ticket[], changes: readonly TicketChange[]): TicketHistory[] {
  const bySubject = Map.groupBy(changes, ({ subject }) => subject);
  return tickets.map((ticket) => historyOf(ticket, bySubject.get(ticket.ref) ?? []));
}

export function listOf(value: string | null): string[] {
  return (value ?? "").split(",").flatMap((part) => part.trim() || []);
}

/** Null for what is not estimated, and for what is no number. */
export function pointsOf(value: string | null): number | null {
  const points = value === null || value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(points) ? points : null;
}

/** What a field is that never changed: what it is now. Blockers are known by their changes alone. */
const CURRENT: Record<TicketField, (ticket: Ticket) => string | null> = {
  status: ({ status }) => status,
  sprint: ({ sprints }) => sprints.join(","),
  points: ({ points }) => (points === null ? null : String(points)),
  flag: ({ isFlagged }) => (isFlagged ? "flagged" : null),
  assignee: ({ assignee }) => assignee,
  parent: ({ parent }) => parent,
  label: ({ labels }) => labels.join(","),
  blocked_by: () => null,
};
