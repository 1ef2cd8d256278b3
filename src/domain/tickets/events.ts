import { z } from "zod";
import { ticketFields } from "./ticket.ts";

const Instant = z.number().int().nonnegative();
const Source = z.enum(["jira", "linear"]);

const VendorCategory = z.enum(["todo", "doing", "done", "dropped"]);

/** A ticket as it is shown: these fields always arrive together, so that one version speaks for them all. */
const TicketCore = z.object({
  title: z.string(),
  url: z.string(),
  type: z.string(),
  status: z.string(),
  points: z.number().nullable(),
  assignee: z.string().nullable(),
  parent: z.string().nullable(),
  isFlagged: z.boolean(),
  sprints: z.array(z.string()),
  labels: z.array(z.string()),
  priority: z.string().nullable(),
  dueOn: z.string().nullable(),
});
export type TicketCore = z.output<typeof TicketCore>;

/** A line of the vendor's history; its id is the same wherever and however often it is told. */
export const ToldChange = z.object({
  id: z.string(),
  at: Instant,
  field: z.enum(ticketFields),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type ToldChange = z.output<typeof ToldChange>;

const Told = z.object({ at: Instant, isClockSuspect: z.boolean().optional() });

export const TicketEvent = Told.extend({
  kind: z.literal("ticket"),
  source: Source,
  ref: z.string(),
  /** The vendor's own count of changes, which orders what it dates to one instant; empty where it counts none. */
  sequence: z.string(),
  createdAt: Instant.nullable(),
  /** Null when we hear of a change without seeing the ticket. */
  core: TicketCore.nullable(),
  /** What the vendor says that the status means; null when it says nothing. */
  category: VendorCategory.nullable(),
  changes: z.array(ToldChange),
});
export type TicketEvent = z.output<typeof TicketEvent>;

export const SprintEvent = Told.extend({
  kind: z.literal("sprint"),
  source: Source,
  id: z.string(),
  board: z.string(),
  name: z.string(),
  goal: z.string(),
  startedAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  completedAt: Instant.nullable(),
});
export type SprintEvent = z.output<typeof SprintEvent>;

/** A ticket or a sprint that was deleted, or that has another key now. */
export const RemovedEvent = Told.extend({
  kind: z.literal("removed"),
  subject: z.string(),
  movedTo: z.string().nullable(),
});
export type RemovedEvent = z.output<typeof RemovedEvent>;

/** Somebody wrote on a ticket and named people there; what was written is read when somebody has to know. */
export const RemarkEvent = Told.extend({
  kind: z.literal("remark"),
  source: z.literal("jira"),
  ref: z.string(),
  comment: z.string(),
});
export type RemarkEvent = z.output<typeof RemarkEvent>;

export function toSprintSubject(source: z.output<typeof Source>, id: string): string {
  return `${source}:sprint:${id}`;
}

/** `SHOP` of `SHOP-7`. */
export function projectOf(ref: string): string {
  return ref.slice(0, Math.max(0, ref.lastIndexOf("-")));
}
