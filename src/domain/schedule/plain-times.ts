import { UserError } from "#lib/errors";
import { parseCron } from "./cron.ts";

const EXAMPLES =
  "Write it like “weekdays at 9:30”, “every Friday 16:00”, “first Monday of the month 10:00”, or as a cron line.";
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const ORDINALS = ["first", "second", "third", "fourth", "fifth"];
const FILLERS = new Set(["every", "each", "on", "at", "the", "of", "month", "and", "a", "in"]);
const SPANS: Record<string, string> = {
  "": "*",
  day: "*",
  daily: "*",
  weekday: "1-5",
  weekdays: "1-5",
  workday: "1-5",
  workdays: "1-5",
  "working day": "1-5",
  "working days": "1-5",
  weekend: "0,6",
  weekends: "0,6",
};
/** Nobody wants to read one more often than once in an hour. */
const TIMES_MAX = 24;

/** The cron line for what somebody says of when; throws a UserError that says how it is said. */
export function toCron(words: string): string {
  const said = words.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const cron = looksLikeCron(said) ? said : fromWords(said);
  const { times } = parseCron(cron);
  const close = times.some((time, index) => index > 0 && time - (times[index - 1] ?? 0) < 60);
  if (times.length > TIMES_MAX || close) throw new UserError("Once in an hour is the most often that is posted.");
  return cron;
}

function looksLikeCron(said: string): boolean {
  return /^[\d*][\d*,/-]*( \S+){4}$/.test(said) && !/\d:\d/.test(said);
}

function fromWords(said: string): string {
  const hours = /^(?:every (?:(\d{1,2}) hours|hour)|hourly)$/.exec(said);
  if (hours) return hours[1] === undefined ? "0 * * * *" : `0 */${hours[1]} * * *`;
  const words = said
    .replaceAll(",", " ")
    .replaceAll(/(\d) (am|pm)\b/g, "$1$2")
    .split(" ")
    .filter(Boolean);
  const time = readTime(words.at(-1) ?? "");
  if (!time) throw new UserError(`“${said}” names no time of day. ${EXAMPLES}`);
  return `${time} ${toDays(words.slice(0, -1), said)}`;
}

/** The first two fields: of "9:30", "4pm", or "9" after what can be nothing else. */
function readTime(word: string): string | undefined {
  const [, hours, minutes = "0", half] = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(word) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  const hour = Number(hours);
  if (half === undefined) return hour < 24 ? `${Number(minutes)} ${hour}` : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return `${Number(minutes)} ${(hour % 12) + (half === "pm" ? 12 : 0)}`;
}

/** The last three fields. */
function toDays(words: readonly string[], said: string): string {
  const days = words.filter((word) => !FILLERS.has(word));
  const span = SPANS[days.join(" ")];
  if (span !== undefined) return `* * ${span}`;
  const [ordinal = "", name = "", ...rest] = days;
  const nth = readOrdinal(ordinal);
  if (nth !== undefined && rest.length === 0) return toNth(nth, name, said);
  const numbers = days.map(readWeekday);
  if (numbers.includes(-1)) throw new UserError(`I do not know when “${said}” is. ${EXAMPLES}`);
  return `* * ${numbers.join(",")}`;
}

/** "first", "1st", "15th"; the last is L. */
function readOrdinal(word: string): string | undefined {
  if (word === "last") return "L";
  const index = ORDINALS.indexOf(word);
  return index >= 0 ? String(index + 1) : /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word)?.[1];
}

/** "first monday" and "15th" of the month. */
function toNth(nth: string, name: string, said: string): string {
  if (name === "" || name === "day") return `${nth} * *`;
  const weekday = readWeekday(name);
  if (weekday < 0 || Number(nth) > 5) throw new UserError(`I do not know when “${said}” is. ${EXAMPLES}`);
  return nth === "L" ? `* * ${weekday}L` : `* * ${weekday}#${nth}`;
}

/** "monday", "mondays", "mon"; -1 for what is none. */
function readWeekday(word: string): number {
  const bare = word.replace(/s$/, "");
  return bare.length < 3 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(bare) || name === word);
}
