import { describe, expect, it } from "vitest";
import { chooseStart } from "#domain/meeting";

/** A Friday, eleven in the morning in Berlin. */
const FRIDAY = { now: new Date("2026-11-20T10:00:00Z"), zone: "Europe/Berlin", minutes: 30, zones: [] as string[] };
const at = (words: string, change: Partial<typeof FRIDAY> & { workingDays?: number[] } = {}) =>
  chooseStart(words, { ...FRIDAY, workingDays: [1, 2, 3, 4, 5], ...change }).toISOString();

describe("a meeting", () => {
  it.each([
    ["", "2026-11-23T09:00:00.000Z"],
    ["tomorrow 14:00", "2026-11-21T13:00:00.000Z"],
    ["today 15:30", "2026-11-20T14:30:00.000Z"],
    ["14:00", "2026-11-23T13:00:00.000Z"],
    ["at 2pm on monday", "2026-11-23T13:00:00.000Z"],
    ["12am tue", "2026-11-23T23:00:00.000Z"],
    ["friday", "2026-11-27T09:00:00.000Z"],
    ["2026-12-01 9:15", "2026-12-01T08:15:00.000Z"],
    ["2026-12-01T09:15:00+02:00", "2026-12-01T07:15:00.000Z"],
    // Where the clocks jump from two to three, and where they show two twice.
    ["2027-03-28 02:30", "2027-03-28T01:30:00.000Z"],
    ["2027-10-31 02:30", "2027-10-31T00:30:00.000Z"],
  ])("said as “%s” on a Friday begins at %s", (words, expected) => {
    expect(at(words)).toBe(expected);
  });

  it("is on the team's next working day, and when everybody who comes is at work", () => {
    expect(at("", { workingDays: [7] })).toBe("2026-11-22T09:00:00.000Z");
    expect(at("", { zones: ["America/New_York"] })).toBe("2026-11-23T14:00:00.000Z");
    expect(at("", { zones: ["America/Los_Angeles"] })).toBe("2026-11-23T09:00:00.000Z");
    expect(at("", { zones: ["Asia/Tokyo"] })).toBe("2026-11-23T09:00:00.000Z");
  });

  it.each([
    ["today 9:00", "That is over already."],
    ["2020-01-01 9:00", "That is over already."],
    ["2030-01-01 9:00", "That is more than a year ahead."],
    ["2026-02-31", "“2026-02-31” is no time."],
    ["25:00", "“25:00” is no time."],
    ["13pm", "“13pm” is no time."],
    ["soon", "“soon” is no time."],
    ["9:00 10:00", "That is more than one time."],
    ["monday tuesday", "That is more than one time."],
  ])("cannot be said as “%s”", (words, why) => {
    expect(() => at(words)).toThrow(why);
  });
});
