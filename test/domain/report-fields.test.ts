import { expect, it } from "vitest";
import { readMoment } from "#domain/report-fields";

const NOW = new Date("2026-11-20T10:00:00Z");

it("reads a moment, takes now for none, and bears the clocks of two machines", () => {
  expect(readMoment(undefined, NOW)).toEqual(NOW);
  expect(readMoment("2026-11-20T10:00:00+01:00", NOW)).toEqual(new Date("2026-11-20T09:00:00Z"));
  expect(readMoment("2026-11-20T10:00:30Z", NOW)).toEqual(new Date("2026-11-20T10:00:30Z"));
});

it.each([
  ["2026-11-21", "lies in the future"],
  ["2030-01-01T00:00:00Z", "lies in the future"],
  ["soon", "is not a date"],
])("refuses %s", (text, words) => {
  expect(() => readMoment(text, NOW)).toThrow(words);
});
