import type { Person } from "./model.ts";
import type { Random } from "./random.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const STARTS_AT = 9;
const ENDS_AT = 18;

/** To make one takes far longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a person's clock is ahead of UTC, taken once: history need not know about summer time. */
function offsetMs({ zone }: Person, at: Date): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, format);
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}

/** The instant itself if the person works then, else some time in the first two hours of their next working day. */
export function atWork(at: Date, person: Person, random: Random): Date {
  const offset = offsetMs(person, at);
  let local = new Date(at.getTime() + offset);
  if (isWorkday(local) && local.getUTCHours() >= STARTS_AT && local.getUTCHours() < ENDS_AT) return at;
  if (!isWorkday(local) || local.getUTCHours() >= ENDS_AT) {
    do local = new Date(local.getTime() + DAY_MS);
    while (!isWorkday(local));
  }
  const morning = Math.floor(local.getTime() / DAY_MS) * DAY_MS + STARTS_AT * HOUR_MS;
  return new Date(morning + random.between(0, 120) * MINUTE_MS - offset);
}

export function isWorkday(local: Date): boolean {
  const day = local.getUTCDay();
  return day !== 0 && day !== 6;
}

export function plusHours(at: Date, hours: number): Date {
  return new Date(Math.round((at.getTime() + hours * HOUR_MS) / 1_000) * 1_000);
}
