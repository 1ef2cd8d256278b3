import fc from "fast-check";
import { expect, it } from "vitest";
import {
  DAY_MS,
  dateOf,
  dayOfDate,
  describeDuration,
  describeHours,
  describeInstant,
  HOUR_MS,
  weekdayOf,
  zoneOf,
} from "#lib/time";

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo"];

it("knows the local date on both sides of midnight", () => {
  const berlin = zoneOf("Europe/Berlin");
  const dateAt = (instant: string) => dateOf(berlin.dayOf(Date.parse(instant)));
  expect(dateAt("2026-06-30T21:59:59Z")).toBe("2026-06-30");
  expect(dateAt("2026-06-30T22:00:00Z")).toBe("2026-07-01");
  expect(dateAt("2026-12-31T23:00:00Z")).toBe("2027-01-01");
});

it.each([
  ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z", 23],
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", 25],
  ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00.000Z", 23.5],
  ["UTC", "2026-10-25", "2026-10-25T00:00:00.000Z", 24],
  // Clocks go forward at midnight: the day begins at one o'clock.
  ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z", 23],
])("gives %s on %s its true beginning and length", (name, date, start, hours) => {
  const zone = zoneOf(name);
  const day = dayOfDate(date);
  expect(new Date(zone.startOf(day)).toISOString()).toBe(start);
  expect((zone.startOf(day + 1) - zone.startOf(day)) / HOUR_MS).toBe(hours);
});

it("begins each local day at the first instant that has its date", () => {
  const anyDay = fc.integer({ min: dayOfDate("2020-01-01"), max: dayOfDate("2032-12-31") });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), anyDay, (name, day) => {
      const zone = zoneOf(name);
      const start = zone.startOf(day);
      expect(zone.dayOf(start)).toBe(day);
      expect(zone.dayOf(start - 1)).toBe(day - 1);
    }),
  );
});

it("numbers the days of the week from Monday", () => {
  expect(weekdayOf(dayOfDate("2026-11-16"))).toBe(1);
  expect(weekdayOf(dayOfDate("2026-11-22"))).toBe(7);
  expect(weekdayOf(dayOfDate("1969-12-31"))).toBe(3);
});

it("refuses a zone that does not exist", () => {
  expect(() => zoneOf("Mars/Olympus")).toThrow(RangeError);
});

it.each([
  [0, "0 minutes"],
  [60_000, "1 minute"],
  [59 * 60_000, "59 minutes"],
  [HOUR_MS, "1 hour"],
  [47 * HOUR_MS, "47 hours"],
  [2 * DAY_MS, "2 days"],
])("says %d ms as %s", (ms, words) => {
  expect(describeDuration(ms)).toBe(words);
});

it("says when a duration is of working time", () => {
  expect(describeDuration(3 * DAY_MS, "working")).toBe("3 working days");
  expect(describeDuration(5 * HOUR_MS, "working")).toBe("5 working hours");
});

it.each([
  [1, "1 working hour"],
  [47, "47 working hours"],
  [48, "2 working days"],
  [54, "2 working days and 6 hours"],
  [73, "3 working days and 1 hour"],
])("says a target of %d hours as %s, and loses none of it", (hours, words) => {
  expect(describeHours(hours, "working")).toBe(words);
});

it("tells an instant by the clocks of a zone", () => {
  const words = describeInstant(new Date("2026-11-20T09:00:00Z"), "Europe/Berlin");
  expect(words).toBe("Fri, 20 Nov 2026, 10:00 Europe/Berlin");
});
