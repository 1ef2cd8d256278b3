import { expect, it } from "vitest";
import type { Ticket, TicketChange } from "#domain/tickets/ticket";
import { type KnownTicket, ticketAt } from "#domain/tickets/ticket-at";

const TICKET: Ticket = {
  ...{ ref: "API-1", source: "jira", project: "API", title: "Work", url: "", type: "Story", status: "Done", points: 5 },
  ...{ assignee: "dev2", parent: null, isFlagged: false, sprints: ["1", "2"], labels: [], priority: null },
  ...{ dueOn: null, createdAt: 100 },
};

function change(at: number, field: TicketChange["field"], from: string | null, to: string | null): TicketChange {
  return { subject: "API-1", at, field, from, to };
}

const CHANGES = [
  change(50, "sprint", null, "1"),
  change(200, "status", "To Do", "Doing"),
  change(200, "flag", null, "Impediment"),
  change(300, "points", "3", "5"),
  change(300, "sprint", "1", "1,2"),
  change(300, "flag", "Impediment", null),
  change(400, "assignee", "dev1", "dev2"),
  change(400, "status", "Doing", "Done"),
];

function at(asOf: number, known: Partial<KnownTicket> = {}) {
  return ticketAt({ ticket: TICKET, shownAt: 400, changes: CHANGES, goneAt: null, ...known }, asOf);
}

it("undoes what was changed since", () => {
  expect(at(400)).toEqual(TICKET);
  expect(at(399)).toMatchObject({ status: "Doing", points: 5, assignee: "dev1", sprints: ["1", "2"] });
  expect(at(250)).toMatchObject({ status: "Doing", points: 3, isFlagged: true, sprints: ["1"] });
  expect(at(150)).toMatchObject({ status: "To Do", points: 3, isFlagged: false, sprints: ["1"] });
});

it("is there from whatever was heard of it first, which may be before it was made", () => {
  expect(at(49)).toBeUndefined();
  expect(at(50)).toMatchObject({ sprints: ["1"], status: "To Do" });
});

it("knows what was changed after it was last shown", () => {
  const ticket = { ...TICKET, status: "To Do", points: null };
  expect(at(500, { ticket, shownAt: 150 })).toMatchObject({ status: "Done", points: 5, assignee: "dev2" });
});

it("believes what was shown where a change before it was never told", () => {
  const ticket = { ...TICKET, status: "In Review" };
  expect(at(500, { ticket, shownAt: 450, changes: [change(200, "status", "To Do", "Doing")] })?.status).toBe(
    "In Review",
  );
});

it.each([
  ["after it is gone", 500, 450, false],
  ["until then", 440, 450, true],
  ["when it has come back", 500, 350, true],
])("is there %s: %s", (_when, asOf, goneAt, isThere) => {
  expect(at(asOf, { goneAt }) !== undefined).toBe(isThere);
});
