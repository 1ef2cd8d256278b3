import { UserError } from "#lib/errors";
import { DAY_MS, weekdayOf } from "#lib/time";

/** The 29th of February comes round in eight years at the latest. */
const HORIZON_DAYS = 8 * 366;
const TEXT_MAX = 200;
const WEEK_DAYS = 7;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** When a schedule is due on the calendar and the clock of its place. */
export interface Pattern {
  /** Minutes after midnight, in order. */
  times: readonly number[];
  /** Of a day numbered from 1 January 1970. */
  isDay(day: number): boolean;
}

/**
 * Reads the five fields of a cron line: minute, hour, day of the month, month, day of the week. Besides what every cron
 * knows, `1#1` is the first Monday of the month, `5L` its last Friday, and `L` its last day. Where both kinds of day are
 * named, either of them will do, as in crontab(5). Throws a UserError for what is none, or is never due.
 */
export function parseCron(text: string): Pattern {
  const [minute, hour, monthday, month, weekday, ...rest] = text.trim().slice(0, TEXT_MAX).split(/\s+/);
  if (!minute || !hour || !monthday || !month || !weekday || rest.length > 0) {
    throw new UserError("A cron line has five fields: minute, hour, day of the month, month, day of the week.");
  }
  const minutes = readField(minute, { name: "minute", min: 0, max: 59 });
  const hours = readField(hour, { name: "hour", min: 0, max: 23 });
  const months = new Set(readField(month, { name: "month", min: 1, max: 12, words: MONTHS, first: 1 }));
  const isNamed = toDayRule(monthday, weekday);
  const pattern = {
    times: hours.flatMap((one) => minutes.map((other) => one * 60 + other)),
    isDay: (day: number) => months.has(dateIn(day).getUTCMonth() + 1) && isNamed(day),
  };
  if (!isEverDue(pattern)) throw new UserError(`“${text}” is never due: no month has such a day.`);
  return pattern;
}

function isEverDue({ isDay }: Pattern): boolean {
  for (let day = 0; day < HORIZON_DAYS; day++) if (isDay(day)) return true;
  return false;
}

function toDayRule(monthday: string, weekday: string): Pattern["isDay"] {
  const rules = [...(monthday.startsWith("*") ? [] : [toMonthdays(monthday)])];
  if (!weekday.startsWith("*")) rules.push(toWeekdays(weekday));
  // A step over all days leaves some out, and is no naming of days: both have to be so.
  const steps = [monthday, weekday].map((field, index) =>
    /^\*\/\d+$/.test(field) ? [toMonthdays, toWeekdays][index]?.(field) : undefined,
  );
  return (day) => (rules.length === 0 || rules.some((is) => is(day))) && steps.every((is) => is?.(day) ?? true);
}

function toMonthdays(field: string): Pattern["isDay"] {
  const named = field.split(",").filter((part) => part.toUpperCase() !== "L");
  const isLastNamed = named.length < field.split(",").length;
  const days = new Set(
    named.length > 0 ? readField(named.join(","), { name: "day of the month", min: 1, max: 31 }) : [],
  );
  return (day) => days.has(dateIn(day).getUTCDate()) || (isLastNamed && isLastOfMonth(day, 1));
}

function toWeekdays(field: string): Pattern["isDay"] {
  const rules = field.split(",").map(toWeekdayRule);
  return (day) => rules.some((is) => is(day));
}

function toWeekdayRule(part: string): Pattern["isDay"] {
  const [, name = "", nth, last] = /^([a-z0-7]+)(?:#([1-5])|(L))$/i.exec(part) ?? [];
  const days = new Set(
    readField(name || part, { name: "day of the week", min: 0, max: 7, words: WEEKDAYS, first: 0 }).map(
      (one) => one || WEEK_DAYS,
    ),
  );
  return (day) => {
    if (!days.has(weekdayOf(day))) return false;
    if (last) return isLastOfMonth(day, WEEK_DAYS);
    return nth === undefined || Math.ceil(dateIn(day).getUTCDate() / WEEK_DAYS) === Number(nth);
  };
}

/** Whether the month is over in so many days. */
function isLastOfMonth(day: number, days: number): boolean {
  return dateIn(day).getUTCMonth() !== dateIn(day + days).getUTCMonth();
}

interface Range {
  name: string;
  min: number;
  max: number;
  /** What stands for numbers, from `first` on. */
  words?: readonly string[];
  first?: number;
}

/** `*`, `5`, `1-5`, `mon-fri`, a step like the tens of 0-30, and lists of these; the numbers, in order. */
function readField(field: string, range: Range): number[] {
  const numbers = field.split(",").flatMap((part) => readPart(part, range));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function readPart(part: string, range: Range): number[] {
  const [, from = "", to, step = "1"] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
  const isOpen = from === "*" || (to === undefined && part.includes("/"));
  const start = from === "*" ? range.min : readNumber(from, range);
  const end = isOpen ? range.max : readNumber(to ?? from, range);
  if (!(start <= end) || Number(step) < 1) throw toFault(part, range);
  const all = Array.from(
    { length: Math.floor((end - start) / Number(step)) + 1 },
    (_, at) => start + at * Number(step),
  );
  // Sunday is 0 and 7; of all days it counts once.
  return range.max === WEEK_DAYS && isOpen ? all.filter((one) => one < WEEK_DAYS) : all;
}

function readNumber(word: string, range: Range): number {
  const index = range.words?.indexOf(word.slice(0, 3).toLowerCase()) ?? -1;
  const number = index >= 0 && /^[a-z]+$/i.test(word) ? index + (range.first ?? 0) : toInteger(word);
  if (number >= range.min && number <= range.max) return number;
  throw toFault(word, range);
}

function toInteger(word: string): number {
  return /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
}

function toFault(part: string, { name, min, max }: Range): UserError {
  return new UserError(`“${part}” is no ${name}: it goes from ${min} to ${max}.`);
}

function dateIn(day: number): Date {
  return new Date(day * DAY_MS);
}
