import { expect, it } from "vitest";
import { holidaysOf, parseHolidays } from "#domain/schedule/holidays";

const CORE = { key: "core", holidays: ["2026-11-02"] };
const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "BEGIN:VEVENT", ...lines, "END:VEVENT", "END:VCALENDAR"].join("\r\n");

it.each([
  ["a list of dates", "- 2026-12-25\n- 2026-12-26", ["2026-11-02", "2026-12-25", "2026-12-26"]],
  [
    "dates by team",
    "all: [2026-12-25]\ncore: [2026-11-02, 2026-11-03]\nweb: [2026-11-04]",
    ["2026-11-02", "2026-11-03", "2026-12-25"],
  ],
  ["nothing", "", ["2026-11-02"]],
  [
    "whole days",
    calendar("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"),
    ["2026-11-02", "2026-12-24", "2026-12-25", "2026-12-26"],
  ],
  ["a day without an end", calendar("DTSTART;VALUE=DATE:20261224"), ["2026-11-02", "2026-12-24"]],
  ["a meeting", calendar("DTSTART:20261224T090000Z", "DTEND:20261224T100000Z"), ["2026-11-02"]],
])("reads %s", (_what, text, dates) => {
  expect(holidaysOf(parseHolidays(text), CORE)).toEqual(dates);
});

it("writes out what comes every year, and leaves out the years that have no such day", () => {
  const yearly = calendar("DTSTART;VALUE=DATE:20280229", "RRULE:FREQ=YEARLY");
  expect(parseHolidays(yearly).get("all")).toEqual(["2028-02-29", "2032-02-29", "2036-02-29"]);
});

it.each([
  ["- 2026-02-30", "Write a date like"],
  ["core: tomorrow", "The holidays are wrong. core"],
  ["a: [", "not YAML"],
  ["x".repeat(600_000), "longer than"],
])("refuses what is wrong with a sentence", (text, why) => {
  expect(() => parseHolidays(text)).toThrow(new RegExp(why));
});
