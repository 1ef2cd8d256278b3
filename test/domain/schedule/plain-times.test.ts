import { expect, it } from "vitest";
import { toCron } from "#domain/schedule/plain-times";

it.each([
  ["weekdays at 9:30", "30 9 * * 1-5"],
  ["Weekdays 09:30", "30 9 * * 1-5"],
  ["every day at 9am", "0 9 * * *"],
  ["daily 17:05", "5 17 * * *"],
  ["10:00", "0 10 * * *"],
  ["every Friday 16:00", "0 16 * * 5"],
  ["fridays at 4 pm", "0 16 * * 5"],
  ["Monday, Wednesday and Friday at 9", "0 9 * * 1,3,5"],
  ["tue and thu 12am", "0 0 * * 2,4"],
  ["weekends at 12pm", "0 12 * * 0,6"],
  ["first Monday of the month 10:00", "0 10 * * 1#1"],
  ["on the 3rd Thursday of each month at 10:00", "0 10 * * 4#3"],
  ["last friday of the month at 16:00", "0 16 * * 5L"],
  ["15th of the month 9:00", "0 9 15 * *"],
  ["the last day of the month at 17:00", "0 17 L * *"],
  ["hourly", "0 * * * *"],
  ["every 2 hours", "0 */2 * * *"],
  ["30 9 * * 1-5", "30 9 * * 1-5"],
  ["0 10 * * 1#1", "0 10 * * 1#1"],
])("reads “%s” as %s", (words, cron) => {
  expect(toCron(words)).toBe(cron);
});

it.each([
  ["sometimes", "no time of day"],
  ["weekdays", "no time of day"],
  ["weekdays at 25:00", "no time of day"],
  ["weekdays at 9:75", "no time of day"],
  ["13pm", "no time of day"],
  ["whenever at 9:00", "I do not know when"],
  ["32nd of the month 9:00", "no day of the month"],
  ["sixth monday of the month 9:00", "I do not know when"],
  ["*/5 * * * *", "Once in an hour"],
  ["0,30 9 * * *", "Once in an hour"],
  ["0 9 31 2 *", "never due"],
  ["", "no time of day"],
])("refuses “%s”, saying how it is said: %s", (words, why) => {
  expect(() => toCron(words)).toThrow(why);
});
