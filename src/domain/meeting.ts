import { createCalendar } from "#lib/calendar";
import { UserError } from "#lib/errors";
import { DAY_MS, dateOf, dayOfDate, HOUR_MS, MINUTE_MS, weekdayOf, type Zone, zoneOf } from "#lib/time";
import { isInOfficeHours } from "./acting/office-hours.ts";

/** When nothing else is said; and until when a slot may begin, in what steps it is looked for. */
const USUAL_MS = 10 * HOUR_MS;
const LATEST_MS = 16.5 * HOUR_MS;
const STEP_MS = 30 * MINUTE_MS;
const AHEAD_DAYS_MAX = 366;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const FILLERS = new Set(["", "at", "on"]);
const HOW = "Say when like this: tomorrow 14:00, friday 10:30, or 2026-11-24 9:00.";

/** Whose clocks count. */
export interface Sitting {
  now: Date;
  /** In which times are said. */
  zone: string;
  /** 1 Monday … 7 Sunday. */
  workingDays: readonly number[];
  minutes: number;
  /** Of those who come, as far as they are known. */
  zones: readonly string[];
}

/** When a meeting begins: as somebody says, or else on the next working day. Throws a UserError for what is no time. */
export function chooseStart(words: string, sitting: Sitting): Date {
  const start = readInstant(words) ?? readStart(words, sitting);
  if (start <= sitting.now) throw new UserError(`That is over already. ${HOW}`);
  const isFar = start.getTime() - sitting.now.getTime() > AHEAD_DAYS_MAX * DAY_MS;
  if (isFar) throw new UserError("That is more than a year ahead.");
  return start;
}

/** Whether all of it is between nine and five of a working day there. */
export function isAtWork(start: Date, { zone, minutes }: { zone: string; minutes: number }): boolean {
  const last = new Date(start.getTime() + (minutes - 1) * MINUTE_MS);
  return isInOfficeHours({ zone }, start) && isInOfficeHours({ zone }, last);
}

/** As programs write it, with its offset. */
function readInstant(words: string): Date | undefined {
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i.test(words.trim());
  const at = isInstant ? new Date(words.trim()) : undefined;
  return at && Number.isFinite(at.getTime()) ? at : undefined;
}

function readStart(words: string, sitting: Sitting): Date {
  const zone = zoneOf(sitting.zone);
  const { day, timeMs } = readWhen(words, sitting, zone);
  return timeMs === undefined ? findSlot(day, sitting, zone) : instantAt(zone, day, timeMs);
}

interface When {
  day: number;
  timeMs: number | undefined;
}

function readWhen(words: string, sitting: Sitting, zone: Zone): When {
  const today = zone.dayOf(sitting.now.getTime());
  const said = words.toLowerCase().split(/[\s,]+/);
  const read = said.filter((word) => !FILLERS.has(word)).map((word) => readWord(word, today));
  const [days, times] = [read.flatMap(({ day }) => day ?? []), read.flatMap(({ timeMs }) => timeMs ?? [])];
  if (days.length > 1 || times.length > 1) throw new UserError(`That is more than one time. ${HOW}`);
  return { day: days[0] ?? nextWorkingDay(sitting, zone), timeMs: times[0] };
}

function readWord(word: string, today: number): Partial<When> {
  const [day, timeMs] = [readDay(word, today), readTime(word)];
  if (day === undefined && timeMs === undefined) throw new UserError(`“${word}” is no time. ${HOW}`);
  return day === undefined ? { timeMs } : { day };
}

function readDay(word: string, today: number): number | undefined {
  if (word === "today") return today;
  if (word === "tomorrow") return today + 1;
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) {
    const day = dayOfDate(word);
    return Number.isFinite(day) && dateOf(day) === word ? day : undefined;
  }
  const weekday = word.length < 3 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(word));
  if (weekday < 0) return undefined;
  const ahead = (weekday + 1 - weekdayOf(today) + 7) % 7;
  return today + (ahead === 0 ? 7 : ahead);
}

/** "14:00", "2pm", "2:30pm"; a number alone could be anything. */
function readTime(word: string): number | undefined {
  const [, hours = "", minutes = "0", half] = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(word) ?? [];
  const isTime = half !== undefined || word.includes(":");
  const hour = half === undefined ? toHour(Number(hours), 0, 23) : toHour(Number(hours), 1, 12);
  if (hours === "" || !isTime || hour === undefined || Number(minutes) > 59) return undefined;
  const ofDay = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  return ofDay * HOUR_MS + Number(minutes) * MINUTE_MS;
}

function toHour(hour: number, min: number, max: number): number | undefined {
  return hour >= min && hour <= max ? hour : undefined;
}

function nextWorkingDay({ now, workingDays }: Sitting, zone: Zone): number {
  const calendar = createCalendar({ zone: zone.name, workingDays });
  const today = zone.dayOf(now.getTime());
  for (let day = today + 1; day <= today + 7; day++) {
    if (calendar.isWorkingDay(new Date(zone.startOf(day)))) return day;
  }
  return today + 1;
}

/** The first half hour from ten on at which everybody is at work; ten where there is none. */
function findSlot(day: number, { zones, minutes, now }: Sitting, zone: Zone): Date {
  for (let timeMs = USUAL_MS; timeMs <= LATEST_MS; timeMs += STEP_MS) {
    const start = instantAt(zone, day, timeMs);
    const isFree = start > now && [zone.name, ...zones].every((name) => isAtWork(start, { zone: name, minutes }));
    if (isFree) return start;
  }
  return instantAt(zone, day, USUAL_MS);
}

/** When clocks there first show this time of this day; where they skip it, as much later as they skip. */
function instantAt(zone: Zone, day: number, timeMs: number): Date {
  const local = day * DAY_MS + timeMs;
  const [before, after] = [zone.offsetMs(local - DAY_MS), zone.offsetMs(local + DAY_MS)];
  const found = [local - before, local - after].find((at) => at + zone.offsetMs(at) === local);
  return new Date(found ?? local - before);
}
