import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { UserError } from "#lib/errors";
import { joinIssues, toIssues } from "#lib/issues";
import { dateOf, dayOfDate } from "#lib/time";
import { LocalDate } from "../directory.ts";

const BYTES_MAX = 512 * 1024;
const DATES_MAX = 2_000;
const ALIASES_MAX = 20;
/** What comes every year is written out for so many. */
const YEARS_MAX = 10;
const EVENT_DAYS_MAX = 31;
const EVERYBODY = "all";

/** Days off, by the key of a team; those of "all" are everybody's. */
export type Holidays = ReadonlyMap<string, readonly string[]>;

const Dates = z.array(LocalDate).max(DATES_MAX);
const ByTeam = z.record(z.string(), Dates);

/** Reads a calendar (.ics), of which every whole day is one off for all, or YAML: a list of dates, or one for each team. */
export function parseHolidays(text: string): Holidays {
  if (Buffer.byteLength(text) > BYTES_MAX) throw new UserError(`Holidays are longer than ${BYTES_MAX / 1024} KB.`);
  if (text.trimStart().startsWith("BEGIN:VCALENDAR")) return new Map([[EVERYBODY, readCalendar(text)]]);
  const read = parseYaml(text) ?? [];
  const parsed = Array.isArray(read) ? Dates.transform((all) => ({ all })).safeParse(read) : ByTeam.safeParse(read);
  if (!parsed.success) throw new UserError(`The holidays are wrong. ${joinIssues(toIssues(parsed.error))}`);
  return new Map(Object.entries(parsed.data));
}

/** The days off of a team: its own, those of its file, and everybody's. */
export function holidaysOf(
  holidays: Holidays,
  { key, holidays: own = [] }: { key: string; holidays?: string[] | undefined },
) {
  const all = [...own, ...(holidays.get(key) ?? []), ...(holidays.get(EVERYBODY) ?? [])];
  return [...new Set(all)].sort();
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: ALIASES_MAX });
  } catch (cause) {
    const words = cause instanceof YAMLParseError ? cause.message.split("\n", 1)[0] : "it cannot be read";
    throw new UserError(`The holidays are not YAML: ${words?.replace(/:$/, "")}`, { cause });
  }
}

function readCalendar(text: string): string[] {
  // A long line is continued on the next, which begins with a space (RFC 5545, 3.1).
  const events = text
    .replaceAll(/\r?\n[ \t]/g, "")
    .split(/^BEGIN:VEVENT\r?$/m)
    .slice(1);
  return events.flatMap(readEvent).slice(0, DATES_MAX);
}

/** A meeting has a time, and is no day off. */
function readEvent(event: string): string[] {
  const start = /^DTSTART(?:;[^:\r\n]*)?:(\d{8})\r?$/m.exec(event)?.[1];
  if (start === undefined) return [];
  const end = /^DTEND(?:;[^:\r\n]*)?:(\d{8})\r?$/m.exec(event)?.[1];
  const first = toDay(start);
  const days = Math.min(Math.max(end === undefined ? 1 : toDay(end) - first, 1), EVENT_DAYS_MAX);
  const dates = Array.from({ length: days }, (_, index) => dateOf(first + index));
  return /^RRULE:(?:[^\r\n]*;)?FREQ=YEARLY\b/m.test(event) ? dates.flatMap(repeatYearly) : dates;
}

function repeatYearly(date: string): string[] {
  const [year = "", ...rest] = date.split("-");
  const dates = Array.from({ length: YEARS_MAX }, (_, index) => [Number(year) + index, ...rest].join("-"));
  return dates.filter((one) => dateOf(dayOfDate(one)) === one);
}

function toDay(digits: string): number {
  return dayOfDate(digits.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"));
}
