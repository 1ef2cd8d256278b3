import { dateOf, dayOfDate, zoneOf } from "#lib/time";

/** Nobody says today that they are away for longer. */
export const AWAY_DAYS_MAX = 366;

/** Some days on which somebody is away, both ends included. */
export interface Absence {
  /** A person's id. */
  person: string;
  /** Local dates, like 2026-12-24. */
  from: string;
  to: string;
}

/** The dates on which a person is away. */
export function datesAway(absences: readonly Absence[], person: string): string[] {
  return absences.filter((one) => one.person === person).flatMap(listDates);
}

/** Whether somebody is away on the day that it is where they are. */
export function isAway(
  absences: readonly Absence[],
  { person, zone, at }: { person: string; zone: string; at: Date },
): boolean {
  const today = dateOf(zoneOf(zone).dayOf(at.getTime()));
  return absences.some((one) => one.person === person && one.from <= today && today <= one.to);
}

function listDates({ from, to }: Absence): string[] {
  const first = dayOfDate(from);
  const days = Math.min(dayOfDate(to) - first + 1, AWAY_DAYS_MAX);
  return Array.from({ length: Math.max(0, days) }, (_, index) => dateOf(first + index));
}
