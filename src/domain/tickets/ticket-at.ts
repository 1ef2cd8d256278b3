import type { Ticket, TicketChange, TicketField } from "./ticket.ts";

/** A ticket as it was last shown, and when that was; null while nobody has shown it. */
export interface LatestTicket {
  ticket: Ticket;
  shownAt: number | null;
}

/** All that is known of a ticket: how it was last shown, its whole history, and when it was said to be gone. */
export interface KnownTicket extends LatestTicket {
  /** Oldest first. */
  changes: readonly TicketChange[];
  goneAt: number | null;
}

/**
 * A ticket as it was at an instant, by undoing what was changed since; undefined where it did not exist. What trackers keep
 * no history of, like its title, is as it was last shown.
 */
export function ticketAt({ ticket, shownAt, changes, goneAt }: KnownTicket, asOf: number): Ticket | undefined {
  const past = changes.filter(({ at }) => at <= asOf);
  const seen = [ticket.createdAt, shownAt, ...past.map(({ at }) => at)].filter((at) => at !== null && at <= asOf);
  if (seen.length === 0) return undefined;
  if (goneAt !== null && goneAt <= asOf && !seen.some((at) => at !== null && at > goneAt)) return undefined;
  return { ...ticket, ...undone({ ticket, shownAt }, changes, asOf) };
}

function undone(latest: LatestTicket, changes: readonly TicketChange[], asOf: number): Partial<Ticket> {
  const atThen = (field: TicketField) =>
    valueAt(
      latest,
      changes.filter((change) => change.field === field),
      asOf,
    );
  const [status, sprint, points] = [atThen("status"), atThen("sprint"), atThen("points")];
  const [flag, assignee, parent, label] = [atThen("flag"), atThen("assignee"), atThen("parent"), atThen("label")];
  return {
    ...(status !== undefined && status !== null && { status }),
    ...(sprint !== undefined && { sprints: toList(sprint) }),
    ...(points !== undefined && { points: toPoints(points) }),
    ...(flag !== undefined && { isFlagged: flag !== null }),
    ...(assignee !== undefined && { assignee }),
    ...(parent !== undefined && { parent }),
    ...(label !== undefined && { labels: toList(label) }),
  };
}

/** Undefined where what was last shown holds. A change says what was before it more surely than anything seen earlier. */
function valueAt({ shownAt }: LatestTicket, changes: readonly TicketChange[], asOf: number): string | null | undefined {
  const later = changes.find(({ at }) => at > asOf);
  if (later) return later.from;
  const last = changes.findLast(({ at }) => at <= asOf);
  return last && (shownAt === null || last.at > shownAt) ? last.to : undefined;
}

function toList(text: string | null): string[] {
  return text === null || text === "" ? [] : text.split(",");
}

function toPoints(text: string | null): number | null {
  const points = text === null || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(points) ? points : null;
}
