import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historiesOf } from "#domain/sprints/history";
import { scopeOf } from "#domain/sprints/scope";
import { predictabilityOf, scopeChangeOf, sumUp } from "#domain/sprints/sums";
import type { Sprint, TicketChange } from "#domain/tickets/ticket";
import { CATEGORY_OF, DAY, END, makeChange, makeSprint, makeTicket, START } from "./make.ts";

const sprint = makeSprint();

function rowsOf(tickets: ReturnType<typeof makeTicket>[], changes: TicketChange[], asOf = END + DAY) {
  const histories = historiesOf(tickets, changes);
  return scopeOf({ sprint, histories, categoryOf: CATEGORY_OF, asOf })?.rows ?? [];
}

const told = (tickets: ReturnType<typeof makeTicket>[], changes: TicketChange[], asOf?: number) =>
  rowsOf(tickets, changes, asOf).map(({ ticket, entry, ending }) => `${ticket.ref} ${entry} ${ending}`);

describe("what a sprint is made of", () => {
  test("what was in it before the start is committed, also when it changed at no time", () => {
    expect(told([makeTicket("A-1")], [])).toEqual(["A-1 committed open"]);
  });

  test("what was put in it at the very start is added", () => {
    const change = makeChange("A-1", START, "sprint", { from: "", to: "7" });
    expect(told([makeTicket("A-1")], [change])).toEqual(["A-1 added open"]);
  });

  test("what was created in it enters at its creation", () => {
    const ticket = makeTicket("A-1", { createdAt: START + DAY });
    expect(told([ticket], [])).toEqual(["A-1 added open"]);
    expect(told([ticket], [], START + DAY / 2)).toEqual([]);
  });

  test("what got its sprint before it was created was there by then", () => {
    const change = makeChange("A-1", START - DAY, "sprint", { from: "", to: "7" });
    expect(told([makeTicket("A-1", { createdAt: START + DAY })], [change])).toEqual(["A-1 committed open"]);
  });

  test("what was done before the start is no work of it, until it is opened again", () => {
    const done = makeChange("A-1", START - 1, "status", { from: "To Do", to: "Done" });
    const again = makeChange("A-1", START + DAY, "status", { from: "Done", to: "To Do" });
    expect(told([makeTicket("A-1")], [done])).toEqual([]);
    expect(told([makeTicket("A-1")], [done, again])).toEqual(["A-1 added open"]);
  });

  test("done, reopened and not done again is not completed", () => {
    const changes = [
      makeChange("A-1", START + DAY, "status", { from: "To Do", to: "Done" }),
      makeChange("A-1", START + 2 * DAY, "status", { from: "Done", to: "To Do" }),
    ];
    expect(told([makeTicket("A-1")], changes)).toEqual(["A-1 committed open"]);
  });

  test("what is done is completed, also when it is then taken out; what is taken out undone is removed", () => {
    const out = (at: number) => makeChange("A-1", at, "sprint", { from: "7", to: "" });
    const done = makeChange("A-1", START + DAY, "status", { from: "To Do", to: "Done" });
    expect(told([makeTicket("A-1")], [done, out(START + 2 * DAY)])).toEqual(["A-1 committed completed"]);
    expect(told([makeTicket("A-1")], [out(START + DAY)])).toEqual(["A-1 committed removed"]);
  });

  test("a status that means giving up drops it", () => {
    const change = makeChange("A-1", START + DAY, "status", { from: "To Do", to: "Won't Do" });
    expect(told([makeTicket("A-1")], [change])).toEqual(["A-1 committed dropped"]);
  });

  test("what happens at or after completion is ignored", () => {
    const change = makeChange("A-1", END, "status", { from: "To Do", to: "Done" });
    expect(told([makeTicket("A-1")], [change])).toEqual(["A-1 committed open"]);
  });

  test("being carried over into the next one does not take it out of this one", () => {
    const change = makeChange("A-1", END - 1, "sprint", { from: "7", to: "7, 8" });
    expect(told([makeTicket("A-1")], [change])).toEqual(["A-1 committed open"]);
  });

  test("a sprint that never began has no scope", () => {
    const planned: Sprint = { ...sprint, startedAt: null };
    expect(scopeOf({ sprint: planned, histories: [], categoryOf: CATEGORY_OF, asOf: END })).toBeUndefined();
  });

  test("an estimate that changes inside and open is re-estimated; one that changes after it was done is not", () => {
    const inside = makeChange("A-1", START + DAY, "points", { from: "3", to: "5" });
    const done = makeChange("A-1", START + 2 * DAY, "status", { from: "To Do", to: "Done" });
    const after = makeChange("A-1", START + 3 * DAY, "points", { from: "5", to: "8" });
    const sums = sumUp({ rows: rowsOf([makeTicket("A-1", { points: 3 })], [inside, done, after]) });
    expect(sums).toMatchObject({ re_estimated: { points: 2, tickets: 1 }, completed: { points: 5, tickets: 1 } });
  });

  test("an estimate that was taken away counts as none", () => {
    const gone = makeChange("A-1", START + DAY, "points", { from: "3", to: null });
    const sums = sumUp({ rows: rowsOf([makeTicket("A-1")], [gone]) });
    expect(sums).toMatchObject({ unestimated: 1, re_estimated: { points: -3 }, left: { points: 0, tickets: 1 } });
  });

  test("without commitment there are no shares of it", () => {
    const sums = sumUp({ rows: [] });
    expect([scopeChangeOf(sums), predictabilityOf(sums)]).toEqual([null, null]);
  });
});

const anyAt = fc.integer({ min: -5, max: 20 }).map((days) => START + days * DAY);
const anyChange = fc.oneof(
  fc.record({ at: anyAt, field: fc.constant("status"), to: fc.constantFrom("To Do", "Doing", "Done", "Won't Do") }),
  fc.record({ at: anyAt, field: fc.constant("sprint"), to: fc.constantFrom("", "7", "8", "7, 8") }),
  fc.record({ at: anyAt, field: fc.constant("points"), to: fc.constantFrom(null, "1", "2.5", "8") }),
);
const anyTicket = fc.record({
  createdAt: fc.option(anyAt),
  sprints: fc.constantFrom(["7"], [], ["8"]),
  changes: fc.array(anyChange, { maxLength: 12 }),
});

test("points that came in are the points that went out, whatever happens", () => {
  fc.assert(
    fc.property(fc.array(anyTicket, { maxLength: 8 }), anyAt, (drawn, asOf) => {
      const tickets = drawn.map(({ createdAt, sprints }, index) => makeTicket(`A-${index}`, { createdAt, sprints }));
      const changes = drawn.flatMap(({ changes }, index) => chain(`A-${index}`, changes as TicketChange[]));
      const sums = sumUp({ rows: rowsOf(tickets, changes, asOf) });
      const came = sums.committed.points + sums.added.points + sums.re_estimated.points;
      const went = sums.removed.points + sums.dropped.points + sums.completed.points + sums.left.points;
      expect(came).toBeCloseTo(went, 6);
      const rows = sums.committed.tickets + sums.added.tickets;
      expect(rows).toBe(sums.removed.tickets + sums.dropped.tickets + sums.completed.tickets + sums.left.tickets);
    }),
  );
});

/** Gives each change what was there before it, as a tracker tells it. */
function chain(subject: string, changes: TicketChange[]): TicketChange[] {
  const last = new Map<string, string | null>([
    ["status", "To Do"],
    ["sprint", ""],
    ["points", "3"],
  ]);
  return changes
    .toSorted((a, b) => a.at - b.at)
    .map((change) => {
      const from = last.get(change.field) ?? null;
      last.set(change.field, change.to);
      return { ...change, subject, from };
    });
}
