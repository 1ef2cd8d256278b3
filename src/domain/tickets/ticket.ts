/**
 * A ticket of a tracker as it was at some instant. Instants are milliseconds since 1970; dates are local days, written
 * `2026-11-20`.
 */
export interface Ticket {
  /** The key as people write it, like `SHOP-7`: by it tickets and pull requests meet. */
  ref: string;
  source: "jira" | "linear";
  /** The part of the key before the number: a project of Jira, a team of Linear. */
  project: string;
  title: string;
  url: string;
  type: string;
  /** As the vendor names it; a `CategoryOf` says what it means. */
  status: string;
  points: number | null;
  assignee: string | null;
  parent: string | null;
  isFlagged: boolean;
  /** Ids of all sprints that it is in or was carried through. */
  sprints: readonly string[];
  labels: readonly string[];
  priority: string | null;
  dueOn: string | null;
  /** Null where we have heard of it without hearing when it was made. */
  createdAt: number | null;
}

export const ticketFields = [
  "status",
  "sprint",
  "points",
  "flag",
  "assignee",
  "parent",
  "blocked_by",
  "label",
] as const;
export type TicketField = (typeof ticketFields)[number];

/**
 * One line of a tracker's history. Of `sprint` and `label` the sides are whole lists, joined by commas; points are
 * decimal text; a flag is its words, or null; `blocked_by` has one key on one side.
 */
export interface TicketChange {
  /** The ticket's `ref`. */
  subject: string;
  at: number;
  field: TicketField;
  from: string | null;
  to: string | null;
}

/** A sprint of a board of Jira, or a cycle of a team of Linear. */
export interface Sprint {
  id: string;
  board: string;
  name: string;
  /** When it really began, not when it was meant to. */
  startedAt: number | null;
  /** When it is meant to end. */
  endsAt: number | null;
  completedAt: number | null;
  goal: string;
}
