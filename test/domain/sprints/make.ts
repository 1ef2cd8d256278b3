import { categoriesOf } from "#domain/tickets/categories";
import type { Sprint, Ticket, TicketChange, TicketField } from "#domain/tickets/ticket";

export const DAY = 24 * 3_600_000;
/** A Monday in UTC; the sprint lasts two weeks. */
export const START = Date.UTC(2026, 5, 1);
export const END = START + 14 * DAY;

export const CATEGORY_OF = categoriesOf([
  { name: "To Do", category: "todo" },
  { name: "Doing", category: "doing" },
  { name: "Done", category: "done" },
  { name: "Won't Do", category: "done" },
]);

export function makeSprint(sprint: Partial<Sprint> = {}): Sprint {
  return {
    ...{ id: "7", board: "1", name: "Sprint 7", startedAt: START, endsAt: END, completedAt: END, goal: "" },
    ...sprint,
  };
}

export function makeTicket(ref: string, ticket: Partial<Ticket> = {}): Ticket {
  return {
    ...{
      ref,
      source: "jira" as const,
      project: "A",
      title: `Title of ${ref}`,
      url: "",
      type: "Story",
      status: "To Do",
    },
    ...{ points: 3, assignee: null, parent: null, isFlagged: false, sprints: ["7"], labels: [], priority: null },
    ...{ dueOn: null, createdAt: START - 30 * DAY, ...ticket },
  };
}

export function makeChange(
  subject: string,
  at: number,
  field: TicketField,
  sides: Pick<TicketChange, "from" | "to">,
): TicketChange {
  return { subject, at, field, ...sides };
}
