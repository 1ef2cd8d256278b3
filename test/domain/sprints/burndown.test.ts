import { expect, test } from "vitest";
import { burndownOf } from "#domain/sprints/burndown";
import { historiesOf } from "#domain/sprints/history";
import { scopeOf } from "#domain/sprints/scope";
import type { Sprint, TicketChange } from "#domain/tickets/ticket";
import { createCalendar, MONDAY_TO_FRIDAY } from "#lib/calendar";
import { CATEGORY_OF, DAY, END, makeChange, makeSprint, makeTicket, START } from "./make.ts";

const calendar = createCalendar({ zone: "UTC", workingDays: MONDAY_TO_FRIDAY });
const tickets = [makeTicket("A-1", { points: 6 }), makeTicket("A-2", { points: 4 })];
const changes = [
  makeChange("A-1", START + DAY / 2, "status", { from: "To Do", to: "Done" }),
  makeChange("A-3", START + 1.5 * DAY, "sprint", { from: "", to: "7" }),
  makeChange("A-2", START + 2.5 * DAY, "status", { from: "To Do", to: "Won't Do" }),
];

function draw(
  asOf: number,
  { sprint = makeSprint(), extra = [] as TicketChange[] }: { sprint?: Sprint; extra?: TicketChange[] } = {},
) {
  const histories = historiesOf([...tickets, makeTicket("A-3", { points: 2 })], [...changes, ...extra]);
  const scope = scopeOf({ sprint, histories, categoryOf: CATEGORY_OF, asOf });
  if (!scope) throw new Error("The sprint has not begun.");
  return burndownOf({ scope, calendar, categoryOf: CATEGORY_OF });
}

test("what remains falls by what is done or dropped and rises by what is added", () => {
  const days = draw(END);
  expect(days.slice(0, 5).map(({ remaining }) => remaining)).toEqual([10, 4, 6, 2, 2]);
  expect(days.slice(0, 5).map(({ scope }) => scope)).toEqual([10, 10, 12, 8, 8]);
});

test("the ideal goes from the commitment to nothing over working days only", () => {
  const ideal = draw(END).map((day) => day.ideal);
  expect(ideal).toEqual([10, 9, 8, 7, 6, 5, 5, 5, 4, 3, 2, 1, 0, 0, 0]);
});

test("days to come have no figures, but their ideal", () => {
  const days = draw(START + 3 * DAY);
  expect(days[3]?.remaining).toBe(2);
  expect(days.slice(4)).toSatisfy((rest: typeof days) =>
    rest.every(({ remaining, scope }) => remaining === null && scope === null),
  );
  expect(days).toHaveLength(15);
});

test("a sprint without a planned end has no ideal and is drawn up to the moment", () => {
  const days = draw(START + 3 * DAY, { sprint: makeSprint({ endsAt: null, completedAt: null }) });
  expect(days.map(({ ideal }) => ideal)).toEqual([null, null, null, null]);
});

test("a sprint that overran its end goes on until it was completed", () => {
  const days = draw(END + 3 * DAY, { sprint: makeSprint({ completedAt: END + 2 * DAY }) });
  expect(days.at(-1)).toMatchObject({ date: "2026-06-16", remaining: 2, ideal: 0 });
});

test("what was completed and opened again remains", () => {
  const extra = [makeChange("A-1", START + 4.5 * DAY, "status", { from: "Done", to: "Doing" })];
  expect(
    draw(END, { extra })
      .slice(3, 6)
      .map(({ remaining }) => remaining),
  ).toEqual([2, 2, 8]);
});
