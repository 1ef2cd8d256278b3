import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint, Ticket, TicketChange } from "#domain/tickets/ticket";

/** A ticket with its history up to the moment that was asked about, oldest first. */
export interface TicketHistory {
  ticket: Ticket;
  changes: readonly TicketChange[];
}

/** What is known of the trackers' tickets. The projects of a team are those that the directory says are its. */
export interface Tickets {
  /** What was known of projects, by their keys: `null` for all of them. What was gone by then is left out. */
  histories(projects: string[] | null, asOf: Date): Promise<TicketHistory[]>;
  /** The tickets of these keys that existed then. */
  some(refs: string[], asOf: Date): Promise<TicketHistory[]>;
  /** Those that were neither done nor dropped. */
  open(projects: string[] | null, asOf: Date): Promise<TicketHistory[]>;
  /** What was in one of these sprints at any time up to now. */
  inSprints(sprints: string[], asOf: Date): Promise<TicketHistory[]>;
  /** The sprints that tickets of these projects were in, the latest start first. */
  sprints(projects: string[] | null, asOf: Date): Promise<Sprint[]>;
  /** The sprints of a board, the latest start first. */
  sprintsOf(board: string, asOf: Date): Promise<Sprint[]>;
  /** What statuses mean: as configured, else as the trackers say. */
  categories(projects: string[] | null): Promise<CategoryOf>;
  /** Every project that we have heard of. */
  projects(): Promise<string[]>;
}
