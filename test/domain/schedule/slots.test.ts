import { expect, it } from "vitest";
import { timingOf } from "#domain/schedule/schedule";
import { describeSkipped, instantOf, judgeSlots, nextSlots, slotsBetween } from "#domain/schedule/slots";
import { zoneOf } from "#lib/time";
import { makeSchedule } from "../../support/clock.ts";

const TEAM = { working_days: [1, 2, 3, 4, 5], holidays: ["2026-12-25"] };

const timing = (cron: string, zone: string, skipsDaysOff = false) =>
  timingOf(makeSchedule({ cron, zone, skipsDaysOff }), TEAM);

const instants = (cron: string, zone: string, [from, to]: [string, string]) =>
  slotsBetween(timing(cron, zone), new Date(from), new Date(to)).map(({ at }) => at.toISOString().slice(0, 16));

it("is due at the local time, on both sides of a change of clocks", () => {
  const week = instants("0 9 * * *", "Europe/Berlin", ["2026-03-28T00:00Z", "2026-03-30T23:00Z"]);
  expect(week).toEqual(["2026-03-28T08:00", "2026-03-29T07:00", "2026-03-30T07:00"]);
});

it.each([
  ["30 2 * * *", "America/New_York", "2026-03-08T05:00Z", "2026-03-08T07:00"],
  ["30 1 * * *", "America/New_York", "2026-11-01T04:00Z", "2026-11-01T05:30"],
  ["15 2 * * *", "Australia/Lord_Howe", "2026-10-03T14:00Z", "2026-10-03T15:30"],
  ["30 0 * * *", "Africa/Cairo", "2026-04-23T21:30Z", "2026-04-23T22:00"],
  ["30 0 * * *", "Asia/Beirut", "2026-03-28T20:30Z", "2026-03-28T22:00"],
])("is due once where %s in %s is left out or comes twice", (cron, zone, from, at) => {
  const until = new Date(Date.parse(from) + 12 * 3_600_000).toISOString();
  expect(instants(cron, zone, [from, until])).toEqual([at]);
});

it("is due at the next midnight where a whole day is left out", () => {
  const samoa = instants("0 9 * * *", "Pacific/Apia", ["2011-12-29T00:00Z", "2011-12-31T12:00Z"]);
  expect(samoa).toEqual(["2011-12-29T19:00", "2011-12-30T10:00", "2011-12-30T19:00"]);
});

it("leaves out days off where that is wanted, and none else", () => {
  const after = new Date("2026-12-23T12:00Z");
  const dates = (skips: boolean) => nextSlots(timing("0 9 * * *", "UTC", skips), after, 3).map((one) => one.localDate);
  expect(dates(true)).toEqual(["2026-12-24", "2026-12-28", "2026-12-29"]);
  expect(dates(false)).toEqual(["2026-12-24", "2026-12-25", "2026-12-26"]);
  expect(nextSlots(timing("0 9 * * 6", "UTC", true), after, 3)).toEqual([]);
  expect(nextSlots(timing("0 9 29 2 *", "UTC"), after, 1)[0]?.localDate).toBe("2028-02-29");
});

it("does of several the newest alone, and says of each other that and why it was skipped", () => {
  const slots = slotsBetween(
    timing("0 9,20 * * *", "UTC"),
    new Date("2026-11-19T10:00Z"),
    new Date("2026-11-20T10:00Z"),
  );
  const judge = (now: string, lateHoursMax: number) =>
    judgeSlots(slots, { now: new Date(now), lateHoursMax }).map(({ verdict }) => verdict);
  expect(judge("2026-11-20T09:01Z", 4)).toEqual(["superseded", "on_time"]);
  expect(judge("2026-11-20T10:00Z", 4)).toEqual(["superseded", "late"]);
  expect(judge("2026-11-20T20:00Z", 4)).toEqual(["superseded", "too_late"]);
  expect(judge("2026-11-20T10:00Z", 0)).toEqual(["superseded", "too_late"]);
  const late = judgeSlots(slots, { now: new Date("2026-11-20T20:00Z"), lateHoursMax: 4 }).map(describeSkipped);
  expect(late).toEqual(["skipped: 24 hours late, and a later one was due", "skipped: 11 hours late"]);
});

it("finds for every quarter of an hour of a year the first moment at which clocks show it or have passed it", () => {
  for (const name of ["Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"]) {
    const zone = zoneOf(name);
    for (let local = Date.UTC(2026, 0, 1); local < Date.UTC(2027, 0, 1); local += 900_000) {
      const at = instantOf(zone, local);
      expect(at + zone.offsetMs(at)).toBeGreaterThanOrEqual(local);
      // A minute before, clocks had not got there yet.
      expect(at - 60_000 + zone.offsetMs(at - 60_000)).toBeLessThan(local);
    }
  }
});
