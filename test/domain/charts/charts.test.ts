import { expect, it } from "vitest";
import { describeBurndown } from "#domain/charts/burndown";
import { sparkline } from "#domain/charts/sparkline";

it.each([
  [[0, 5, 10], "▁▅█"],
  [[3, null, 3], "█·█"],
  [[0, 0], "▁▁"],
  [[], ""],
])("draws %o as “%s”", (values, line) => {
  expect(sparkline(values)).toBe(line);
});

const day = (date: string, remaining: number | null, ideal: number | null) => ({ date, remaining, ideal, scope: 30 });

it.each([
  [
    [day("2026-06-01", 30, 30), day("2026-06-02", 28, 27), day("2026-06-03", null, 24)],
    "28 points left of a scope of 30 on 2026-06-02, 1 more than",
  ],
  [[day("2026-06-01", 30, 30), day("2026-06-02", 20, 27)], "7 less than"],
  [[day("2026-06-01", 30, 30)], "as planned"],
  [[day("2026-06-01", 30, null)], "no end is planned"],
  [[], "no day of the sprint has ended"],
])("says what a burndown shows: %#", (days, words) => {
  expect(describeBurndown(days)).toContain(words);
});
