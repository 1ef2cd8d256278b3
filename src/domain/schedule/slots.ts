import { DAY_MS, dateOf, describeDuration, HOUR_MS, MINUTE_MS, type Zone } from "#lib/time";
import type { Pattern } from "./cron.ts";

/** So late a slot is still on time: a tick is a minute, and a job may wait for one. */
const ON_TIME_MS = 5 * MINUTE_MS;
/** A time that clocks leave out is due on the next day where it was the last of its own; and they may go back over midnight. */
const MARGIN_DAYS = 1;

/** A time on the calendar and clock of a place, and when that is. */
export interface Slot {
  localDate: string;
  localTime: string;
  at: Date;
}

export interface Timing {
  pattern: Pattern;
  zone: Zone;
  /** Of a day numbered from 1970; absent where every day counts. */
  isWorkingDay?: ((day: number) => boolean) | undefined;
}

/**
 * The slots after `since` and up to `until`, in order. Each has one instant: a time that clocks leave out is due at the
 * first moment after the gap, and one that they show twice the first time.
 */
export function slotsBetween({ pattern, zone, isWorkingDay }: Timing, since: Date, until: Date): Slot[] {
  const slots: Slot[] = [];
  const last = zone.dayOf(until.getTime()) + MARGIN_DAYS;
  for (let day = zone.dayOf(since.getTime()) - MARGIN_DAYS; day <= last; day++) {
    if (!pattern.isDay(day) || isWorkingDay?.(day) === false) continue;
    for (const minute of pattern.times) {
      const at = new Date(instantOf(zone, day * DAY_MS + minute * MINUTE_MS));
      if (at > since && at <= until) slots.push({ localDate: dateOf(day), localTime: toTime(minute), at });
    }
  }
  return slots.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** How far ahead the next ones are looked for: the 29th of February may be eight years away. */
const AHEAD_MS = [7, 62, 8 * 366].map((days) => days * DAY_MS);

/** The first few after an instant; none where the days it names are none on which anybody works. */
export function nextSlots(timing: Timing, after: Date, count: number): Slot[] {
  for (const ms of AHEAD_MS) {
    const slots = slotsBetween(timing, after, new Date(after.getTime() + ms));
    if (slots.length >= count || ms === AHEAD_MS.at(-1)) return slots.slice(0, count);
  }
  return [];
}

export type Verdict = "on_time" | "late" | "too_late" | "superseded";

export interface JudgedSlot extends Slot {
  verdict: Verdict;
  lateMs: number;
}

/** What becomes of slots that are due: of several the newest alone is done, unless it is too late for that, too. */
export function judgeSlots(
  slots: readonly Slot[],
  { now, lateHoursMax }: { now: Date; lateHoursMax: number },
): JudgedSlot[] {
  return slots.map((slot, index) => {
    const lateMs = now.getTime() - slot.at.getTime();
    if (index < slots.length - 1) return { ...slot, lateMs, verdict: "superseded" };
    if (lateMs <= ON_TIME_MS) return { ...slot, lateMs, verdict: "on_time" };
    return { ...slot, lateMs, verdict: lateMs <= lateHoursMax * HOUR_MS ? "late" : "too_late" };
  });
}

/** Why a slot is skipped. */
export function describeSkipped({ verdict, lateMs }: Pick<JudgedSlot, "verdict" | "lateMs">): string {
  const late = `${describeDuration(lateMs)} late`;
  if (verdict === "superseded" && lateMs <= ON_TIME_MS) return "skipped: another one was due at the same time";
  return verdict === "superseded" ? `skipped: ${late}, and a later one was due` : `skipped: ${late}`;
}

/** When the clocks of a place first show a time, given as if it hung in Greenwich; after the gap where they never do. */
export function instantOf(zone: Zone, local: number): number {
  const [before, after] = [zone.offsetMs(local - DAY_MS), zone.offsetMs(local + DAY_MS)];
  const shown = [local - before, local - after].filter((at) => at + zone.offsetMs(at) === local);
  if (shown.length > 0) return Math.min(...shown);
  let [inOld, inNew] = [local - after, local - before];
  while (inNew - inOld > MINUTE_MS) {
    const middle = inOld + Math.floor((inNew - inOld) / (2 * MINUTE_MS)) * MINUTE_MS;
    if (zone.offsetMs(middle) === before && middle > inOld) inOld = middle;
    else if (middle > inOld) inNew = middle;
    else break;
  }
  return inNew;
}

function toTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
