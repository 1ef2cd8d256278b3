import fc from "fast-check";
import { createTask } from "node-cron";
import { expect, it } from "vitest";
import { parseCron } from "#domain/schedule/cron";
import { dateOf, dayOfDate } from "#lib/time";

const YEAR = ["2026-01-01", "2026-12-31"] as const;

/** The dates of 2026 on which it is due. */
function daysOf(cron: string): string[] {
  const { isDay } = parseCron(cron);
  const [first, last] = YEAR.map(dayOfDate) as [number, number];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .filter(isDay)
    .map(dateOf);
}

it.each([
  ["0 9 * * 1#1", ["2026-01-05", "2026-02-02", "2026-03-02"]],
  ["0 9 * * 5L", ["2026-01-30", "2026-02-27", "2026-03-27"]],
  ["0 9 L * *", ["2026-01-31", "2026-02-28", "2026-03-31"]],
  ["0 9 1,15 * *", ["2026-01-01", "2026-01-15", "2026-02-01"]],
  ["0 9 13 * fri", ["2026-01-02", "2026-01-09", "2026-01-13"]],
  ["0 9 * jan-mar 7", ["2026-01-04", "2026-01-11", "2026-01-18"]],
  ["0 9 */10 * *", ["2026-01-01", "2026-01-11", "2026-01-21"]],
])("is due on the days that %s names", (cron, first) => {
  expect(daysOf(cron).slice(0, 3)).toEqual(first);
});

it.each([
  ["0 9 30 2 *", "never due"],
  ["0 9 31 4,6 *", "never due"],
  ["60 9 * * *", "no minute"],
  ["0 24 * * *", "no hour"],
  ["0 9 * * 8", "no day of the week"],
  ["0 9 * foo *", "no month"],
  ["0 9 * *", "five fields"],
  ["0 9 * * * *", "five fields"],
  ["5-1 9 * * *", "no minute"],
  ["*/0 9 * * *", "no minute"],
  ["0 9 0 * *", "no day of the month"],
  ["0 9 * * 1#6", "no day of the week"],
])("refuses %s with a sentence: %s", (cron, words) => {
  expect(() => parseCron(cron)).toThrow(words);
});

it("takes the 29th of February, which comes round", () => {
  expect(daysOf("0 9 29 2 *")).toEqual([]);
});

const field = (min: number, max: number) =>
  fc.oneof(
    fc.constant("*"),
    fc.integer({ min, max }).map(String),
    fc.integer({ min: 1, max: 12 }).map((step) => `*/${step}`),
    fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((list) => list.join(",")),
  );

it("agrees with node-cron about every minute, where only one kind of day is named", () => {
  const days = fc.oneof(fc.tuple(field(1, 28), fc.constant("*")), fc.tuple(fc.constant("*"), field(0, 6)));
  fc.assert(
    fc.property(
      field(0, 59),
      field(0, 23),
      days,
      field(1, 12),
      fc.integer({ min: 0, max: 365 * 1_440 }),
      (...drawn) => {
        const [minute, hour, [monthday, weekday], month, offset] = drawn;
        const cron = `${minute} ${hour} ${monthday} ${month} ${weekday}`;
        const task = createTask(cron, () => {}, { timezone: "UTC" });
        const { times, isDay } = parseCron(cron);
        const at = Date.UTC(2026, 0, 1) + offset * 60_000;
        const isDue = isDay(Math.floor(at / 86_400_000)) && times.includes(Math.floor((at % 86_400_000) / 60_000));
        expect({ cron, at, isDue }).toEqual({ cron, at, isDue: task.match(new Date(at)) });
        void task.destroy();
      },
    ),
  );
});
