import { expect, it } from "vitest";
import { RUNGS, type Rung } from "#domain/acting/consequences";
import { type Climb, nextRung } from "#domain/acting/ladder";
import { createCalendar } from "#lib/calendar";

const calendar = createCalendar({ zone: "UTC", workingDays: [1, 2, 3, 4, 5] });
/** A Thursday, 10:00. */
const START = new Date("2026-11-19T10:00:00Z");

function climb(now: string, change: Partial<Climb> = {}): Climb {
  const times = { startedAt: START, changedAt: START, now: new Date(now) };
  return { rungs: RUNGS, state: "open", done: [], calendar, ...times, ...change };
}

const done = (...steps: [Rung, string][]) => steps.map(([rung, at]) => ({ rung, at: new Date(at) }));

it.each([
  ["tells the owner at once", "2026-11-19T10:00:00Z", done(), "owner"],
  [
    "waits a working day for whoever can unblock",
    "2026-11-20T09:59:00Z",
    done(["owner", "2026-11-19T10:00:00Z"]),
    null,
  ],
  ["tells them then", "2026-11-20T10:00:00Z", done(["owner", "2026-11-19T10:00:00Z"]), "unblocker"],
  [
    "does not count the weekend",
    "2026-11-22T12:00:00Z",
    done(["owner", "2026-11-19T10:00:00Z"], ["unblocker", "2026-11-20T10:00:00Z"]),
    null,
  ],
  [
    "tells the team after two working days",
    "2026-11-23T10:00:00Z",
    done(["owner", "2026-11-19T10:00:00Z"], ["unblocker", "2026-11-20T10:00:00Z"]),
    "team",
  ],
  ["keeps the distance after an outage", "2026-11-24T10:00:00Z", done(["owner", "2026-11-24T09:00:00Z"]), null],
  ["ends above the lead", "2026-12-24T10:00:00Z", RUNGS.map((rung) => ({ rung, at: START })), null],
])("%s", (_case, now, steps, expected) => {
  expect(nextRung(climb(now, { done: steps }))).toBe(expected);
});

it("climbs only the rungs that a rule names, each at its own time", () => {
  const rungs: Rung[] = ["team", "lead"];
  expect(nextRung(climb("2026-11-20T12:00:00Z", { rungs }))).toBeNull();
  expect(nextRung(climb("2026-11-23T10:00:00Z", { rungs }))).toBe("team");
});

it("stops when it is resolved or snoozed, and pauses one working day when somebody says that it is theirs", () => {
  const late = "2026-11-23T12:00:00Z";
  expect(nextRung(climb(late, { state: "resolved" }))).toBeNull();
  expect(nextRung(climb(late, { state: "snoozed" }))).toBeNull();
  const changedAt = new Date("2026-11-20T15:00:00Z");
  expect(nextRung(climb(late, { state: "acknowledged", changedAt }))).toBeNull();
  expect(nextRung(climb("2026-11-23T15:00:00Z", { state: "acknowledged", changedAt }))).toBe("owner");
});
