import { createCalendar, MONDAY_TO_FRIDAY } from "#lib/calendar";
import { HOUR_MS, MINUTE_MS } from "#lib/time";

const OPENS_MS = 9 * HOUR_MS;
const CLOSES_MS = 17 * HOUR_MS;

export interface Office {
  /** IANA name. */
  zone: string;
  /** 1 Monday … 7 Sunday. */
  workingDays?: readonly number[] | undefined;
}

/** Whether it is between nine and five of a working day there; messages to people wait for that. */
export function isInOfficeHours({ zone, workingDays = MONDAY_TO_FRIDAY }: Office, now: Date): boolean {
  const calendar = createCalendar({ zone, workingDays });
  if (!calendar.isWorkingDay(now)) return false;
  const time = clockTimeMs(zone, now);
  return time >= OPENS_MS && time < CLOSES_MS;
}

/** What the clock there shows; on days with a change of clocks it differs from the time since midnight. */
function clockTimeMs(zone: string, now: Date): number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const [hour = 0, minute = 0] = format.format(now).split(":").map(Number);
  return hour * HOUR_MS + minute * MINUTE_MS;
}
