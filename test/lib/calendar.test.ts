import fc from "fast-check";
import { expect, it } from "vitest";
import { createCalendar } from "#lib/calendar";
import { DAY_MS, HOUR_MS, zoneOf } from "#lib/time";

const berlin = createCalendar({ zone: "Europe/Berlin", workingDays: [1, 2, 3, 4, 5], holidays: ["2026-12-25"] });

function workingHours(from: string, to: string): number {
  return berlin.workingMs(new Date(from), new Date(to)) / HOUR_MS;
}

it.each([
  ["within one working day", "2026-11-20T08:00:00Z", "2026-11-20T12:00:00Z", 4],
  ["over a weekend", "2026-11-20T22:00:00Z", "2026-11-22T23:30:00Z", 1.5],
  ["from Friday to Monday", "2026-11-20T10:00:00Z", "2026-11-23T10:00:00Z", 24],
  ["within a weekend", "2026-11-21T08:00:00Z", "2026-11-22T08:00:00Z", 0],
  ["over a holiday", "2026-12-24T11:00:00Z", "2026-12-28T11:00:00Z", 24],
  ["backwards", "2026-11-20T12:00:00Z", "2026-11-20T08:00:00Z", 0],
])("counts working time %s", (_case, from, to, hours) => {
  expect(workingHours(from, to)).toBe(hours);
});

it("counts what the clock really ran when it changes on a working day", () => {
  const cairo = createCalendar({ zone: "Africa/Cairo", workingDays: [5] });
  const from = new Date("2026-04-22T00:00:00Z");
  expect(cairo.workingMs(from, new Date("2026-04-26T00:00:00Z")) / HOUR_MS).toBe(23);
});

it("adds up: working time to a moment and from it on is the whole", () => {
  const instant = fc.date({ min: new Date("2024-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, instant, instant, (...dates) => {
      const [a, b, c] = dates.sort((x, y) => x.getTime() - y.getTime());
      if (!a || !b || !c) return;
      const whole = berlin.workingMs(a, c);
      expect(berlin.workingMs(a, b) + berlin.workingMs(b, c)).toBe(whole);
      expect(whole).toBeLessThanOrEqual(c.getTime() - a.getTime());
    }),
  );
});

it("looks back over the weekend for the last working day", () => {
  const start = (at: string) => berlin.startOfLastWorkingDay(new Date(at)).toISOString();
  expect(start("2026-11-23T09:00:00Z")).toBe("2026-11-19T23:00:00.000Z");
  expect(start("2026-11-24T09:00:00Z")).toBe("2026-11-22T23:00:00.000Z");
  expect(start("2026-12-28T09:00:00Z")).toBe("2026-12-23T23:00:00.000Z");
});

it("knows days off and local dates", () => {
  expect(berlin.isWorkingDay(new Date("2026-12-24T23:30:00Z"))).toBe(false);
  expect(berlin.isWorkingDay(new Date("2026-12-24T22:30:00Z"))).toBe(true);
  expect(berlin.localDate(new Date("2026-12-24T23:30:00Z"))).toBe("2026-12-25");
  expect(berlin.startOfDay(new Date("2026-12-24T23:30:00Z")).toISOString()).toBe("2026-12-24T23:00:00.000Z");
});

it("finds the instant by which working time has passed, and no later one", () => {
  const instant = fc.date({ min: new Date("2024-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
  const hours = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(instant, hours, (from, count) => {
      const at = berlin.afterWorking(from, count * HOUR_MS);
      expect(berlin.workingMs(from, at)).toBe(count * HOUR_MS);
      expect(berlin.workingMs(from, new Date(at.getTime() - 1))).toBeLessThan(count * HOUR_MS);
    }),
    { numRuns: 50 },
  );
  const saturday = new Date("2026-11-21T12:00:00Z");
  expect(berlin.afterWorking(saturday, 0)).toEqual(saturday);
});

it("sums working time as somebody would day by day, whatever was asked before", () => {
  const zone = zoneOf("Europe/Berlin");
  const calendar = createCalendar({ zone: "Europe/Berlin", holidays: ["2026-10-26"] });
  const sum = (from: number, to: number): number => {
    let worked = 0;
    for (let day = zone.dayOf(from); day <= zone.dayOf(to); day++) {
      const [begin, end] = [Math.max(from, zone.startOf(day)), Math.min(to, zone.startOf(day + 1))];
      if (calendar.isWorking(day)) worked += end - begin;
    }
    return worked;
  };
  const middle = Date.parse("2026-10-25T00:30:00Z");
  for (const [back, ahead] of [
    [3, 2],
    [400, 1],
    [2, 300],
    [0, 0],
    [5_000, 40],
  ] as const) {
    const [from, to] = [middle - back * DAY_MS - 1_234, middle + ahead * DAY_MS + 77];
    expect(calendar.workingMs(new Date(from), new Date(to))).toBe(sum(from, to));
    expect(calendar.workingMs(new Date(to), new Date(from))).toBe(0);
  }
});
