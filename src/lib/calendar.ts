import { dateOf, dayOfDate, weekdayOf, type Zone, zoneOf } from "./time.ts";

/** Nobody waits longer than this for a working day; a team with none has its calendar wrong. */
const LOOK_BACK_DAYS_MAX = 366;
const LOOK_AHEAD_DAYS_MAX = 10 * 366;

/** Working days where nothing else is said. */
export const MONDAY_TO_FRIDAY: readonly number[] = [1, 2, 3, 4, 5];

export interface CalendarOptions {
  /** IANA name. */
  zone: string;
  /** 1 Monday … 7 Sunday; Monday to Friday where nothing is said. */
  workingDays?: readonly number[] | undefined;
  /** Local dates such as 2026-12-25. */
  holidays?: readonly string[] | undefined;
}

/** When a team works, or a person. */
export interface Calendar {
  zone: string;
  /** Time between two instants without the local days on which nobody works. 0 when `to` is not after `from`. */
  workingMs(from: Date, to: Date): number;
  /** The first instant by which so much working time has passed since `from`. */
  afterWorking(from: Date, ms: number): Date;
  isWorkingDay(at: Date): boolean;
  /** The same of a local day numbered from 1 January 1970. */
  isWorking(day: number): boolean;
  localDate(at: Date): string;
  /** The first instant of the local day. */
  startOfDay(at: Date): Date;
  /** The first instant of the last working day before the local day of `at`: on a Monday, that of Friday. */
  startOfLastWorkingDay(at: Date): Date;
}

export function createCalendar({
  zone: name,
  workingDays = MONDAY_TO_FRIDAY,
  holidays = [],
}: CalendarOptions): Calendar {
  const zone = zoneOf(name);
  const weekdays = new Set(workingDays);
  const off = new Set(holidays.map(dayOfDate));
  const isWorking = (day: number) => weekdays.has(weekdayOf(day)) && !off.has(day);
  const day = (at: Date) => zone.dayOf(at.getTime());
  const worked = createSum((one) => (isWorking(one) ? zone.startOf(one + 1) - zone.startOf(one) : 0));
  function workedUntil(at: Date): number {
    const today = day(at);
    return worked(today) + (isWorking(today) ? at.getTime() - zone.startOf(today) : 0);
  }

  return {
    zone: name,
    workingMs: (from, to) => (to > from ? workedUntil(to) - workedUntil(from) : 0),
    afterWorking: (from, ms) => new Date(findAfter(zone, isWorking, { at: from.getTime(), left: ms })),
    isWorkingDay: (at) => isWorking(day(at)),
    isWorking,
    localDate: (at) => dateOf(day(at)),
    startOfDay: (at) => new Date(zone.startOf(day(at))),
    startOfLastWorkingDay: (at) => new Date(zone.startOf(findWorkingBefore(day(at), isWorking))),
  };
}

/**
 * The sum over the days before one, counted from the first that was asked for, and so of use in differences only. Each day
 * is looked at once, however many years of them are asked for and how often.
 */
function createSum(of: (day: number) => number): (day: number) => number {
  let origin: number | undefined;
  const [after, before] = [[0], [0]];
  return function sum(day) {
    origin ??= day;
    while (after.length <= day - origin) after.push((after.at(-1) ?? 0) + of(origin + after.length - 1));
    while (before.length <= origin - day) before.push((before.at(-1) ?? 0) - of(origin - before.length));
    return (day >= origin ? after[day - origin] : before[origin - day]) ?? 0;
  };
}

function findAfter(
  zone: Zone,
  isWorking: (day: number) => boolean,
  { at, left }: { at: number; left: number },
): number {
  const first = zone.dayOf(at);
  for (let day = first; left > 0 && day < first + LOOK_AHEAD_DAYS_MAX; day++) {
    const end = zone.startOf(day + 1);
    if (isWorking(day) && left <= end - at) return at + left;
    if (isWorking(day)) left -= end - at;
    at = end;
  }
  return at;
}

function findWorkingBefore(day: number, isWorking: (day: number) => boolean): number {
  for (let back = 1; back <= LOOK_BACK_DAYS_MAX; back++) {
    if (isWorking(day - back)) return day - back;
  }
  return day - 1;
}
