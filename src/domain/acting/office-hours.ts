import { createCalendar } from "#lib/calendar";
import type { Absence } from "../absence.ts";
import { datesAway } from "../absence.ts";
import type { OfficeHours, Person, Team } from "../directory.ts";

const MINUTES_PER_HOUR = 60;
const USUAL: OfficeHours = { opens: 9 * MINUTES_PER_HOUR, closes: 17 * MINUTES_PER_HOUR };

export interface Office {
  /** IANA name. */
  zone: string;
  /** 1 Monday … 7 Sunday. */
  workingDays?: readonly number[] | undefined;
  /** Local dates on which nobody is there. */
  holidays?: readonly string[] | undefined;
  hours?: OfficeHours | undefined;
}

/** Where and when somebody works: by their own zone and hours, on the days of their team, and not while they are away. */
export function officeOf(
  person: Person | undefined,
  team: Team | undefined,
  { zone, absences }: { zone: string; absences: readonly Absence[] },
): Office {
  return {
    zone: person?.zone ?? team?.zone ?? zone,
    workingDays: team?.working_days,
    holidays: [...(team?.holidays ?? []), ...(person ? datesAway(absences, person.id) : [])],
    hours: person?.hours,
  };
}

/** Whether it is between nine and five of a working day there, or their own hours; messages to people wait for that. */
export function isInOfficeHours({ hours = USUAL, ...office }: Office, now: Date): boolean {
  if (!createCalendar(office).isWorkingDay(now)) return false;
  const minute = minuteOfDay(office.zone, now);
  return minute >= hours.opens && minute < hours.closes;
}

/** What the clock there shows; on days with a change of clocks it differs from the time since midnight. */
export function minuteOfDay(zone: string, now: Date): number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const [hour = 0, minute = 0] = format.format(now).split(":").map(Number);
  return hour * MINUTES_PER_HOUR + minute;
}
