import { expect, it } from "vitest";
import { createNoiseBudget } from "#domain/acting/noise";
import { isInOfficeHours } from "#domain/acting/office-hours";
import { hoursBefore, NOW } from "../../support/pull-requests.ts";

const sent = (recipient: string, count: number, hours: number) =>
  Array.from({ length: count }, (_, index) => ({ recipient, invocation: `i${index}`, at: hoursBefore(hours) }));

it("gives a person five messages in a day", () => {
  const budget = createNoiseBudget(sent("slack:U1", 4, 23), NOW);
  expect([budget.take("slack:U1", "a"), budget.take("slack:U1", "b")]).toEqual([true, false]);
  expect(budget.take("slack:U2", "b")).toBe(true);
  expect(createNoiseBudget(sent("slack:U1", 5, 24), NOW).take("slack:U1", "a")).toBe(true);
});

it("gives a channel three in an hour", () => {
  expect(createNoiseBudget(sent("slack:C1", 3, 0.9), NOW).take("slack:C1", "a")).toBe(false);
  expect(createNoiseBudget(sent("slack:C1", 3, 1), NOW).take("slack:C1", "a")).toBe(true);
});

it("counts a message about several things once", () => {
  const one = Array.from({ length: 9 }, () => ({ recipient: "slack:U1", invocation: "i", at: hoursBefore(1) }));
  expect(createNoiseBudget(one, NOW).take("slack:U1", "a")).toBe(true);
});

it.each([
  ["Europe/Berlin", "2026-11-20T08:00:00Z", true],
  ["Europe/Berlin", "2026-11-20T07:59:00Z", false],
  ["Europe/Berlin", "2026-11-20T15:59:00Z", true],
  ["Europe/Berlin", "2026-11-20T16:00:00Z", false],
  ["America/New_York", "2026-11-20T10:00:00Z", false],
  ["Asia/Tokyo", "2026-11-20T00:00:00Z", true],
  ["Europe/Berlin", "2026-11-21T10:00:00Z", false],
  // The morning after the clocks went back.
  ["Europe/Berlin", "2026-10-26T08:00:00Z", true],
])("in %s it is working time at %s: %s", (zone, at, expected) => {
  expect(isInOfficeHours({ zone }, new Date(at))).toBe(expected);
});

it("knows teams that work on other days", () => {
  const sunday = new Date("2026-11-22T10:00:00Z");
  expect(isInOfficeHours({ zone: "UTC", workingDays: [7, 1, 2, 3, 4] }, sunday)).toBe(true);
});
