import type { Calendar } from "#lib/calendar";
import { DAY_MS } from "#lib/time";
import type { SignalState } from "../signals.ts";
import { RUNGS, type Rung } from "./consequences.ts";

/** Working days after which each rung's turn has come. */
const AFTER_DAYS: Record<Rung, number> = { owner: 0, unblocker: 1, team: 2, lead: 3 };
/** Who says "mine" has this much working time before anybody else hears of it. */
const PAUSE_MS = DAY_MS;

export interface Climb {
  /** The rungs that the rule names. */
  rungs: readonly Rung[];
  state: SignalState;
  /** When the signal began. */
  startedAt: Date;
  /** When its state last changed. */
  changedAt: Date;
  done: readonly { rung: Rung; at: Date }[];
  calendar: Calendar;
  now: Date;
}

/**
 * Whose turn it is to hear of something that does not get better; null while it is nobody's. The rungs keep their distance
 * also after an outage. Whoever resolves or snoozes it has ended the climb.
 */
export function nextRung(climb: Climb): Rung | null {
  const { rungs, state, changedAt, done, calendar, now } = climb;
  if (state === "resolved" || state === "snoozed") return null;
  if (state === "acknowledged" && calendar.workingMs(changedAt, now) < PAUSE_MS) return null;
  const rung = RUNGS.find((one) => rungs.includes(one) && !done.some((step) => step.rung === one));
  return rung && dueAt(climb, rung) <= now ? rung : null;
}

function dueAt({ startedAt, done, calendar }: Climb, rung: Rung): Date {
  const due = calendar.afterWorking(startedAt, AFTER_DAYS[rung] * DAY_MS);
  const last = done.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0];
  if (!last) return due;
  const days = Math.max(1, AFTER_DAYS[rung] - AFTER_DAYS[last.rung]);
  const spaced = calendar.afterWorking(last.at, days * DAY_MS);
  return spaced > due ? spaced : due;
}
