const OFFSETS_MAX = 50_000;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = 15 * MINUTE_MS;

/** The local dates of one time zone. Days are numbered from 1 January 1970, which is day 0. */
export interface Zone {
  name: string;
  /** What the clocks there are ahead of UTC at an instant. */
  offsetMs(at: number): number;
  dayOf(at: number): number;
  /** The first instant of a local day, also where clocks change at midnight. */
  startOf(day: number): number;
}

const zones = new Map<string, Zone>();

/** Throws a RangeError when there is no such zone. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = createZone(name);
  zones.set(name, zone);
  return zone;
}

/** `2026-08-17`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The number of the day written as `2026-08-17`. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export type Clock = "wall" | "working";

/**
 * "45 minutes", "5 working hours", "3 days": to the unit a person would use, rounded down. From two days on it is days,
 * here and in everything else that a person reads.
 */
export function describeDuration(ms: number, clock: Clock = "wall"): string {
  const kind = kindOf(clock);
  if (ms < HOUR_MS) return count(Math.floor(ms / MINUTE_MS), "minute");
  if (ms < 2 * DAY_MS) return count(Math.floor(ms / HOUR_MS), `${kind}hour`);
  return count(Math.floor(ms / DAY_MS), `${kind}day`);
}

/** The same for a target in whole hours, of which nothing may be lost: "2 working days and 6 hours". */
export function describeHours(hours: number, clock: Clock = "wall"): string {
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  if (days < 2) return count(hours, `${kindOf(clock)}hour`);
  return count(days, `${kindOf(clock)}day`) + (rest > 0 ? ` and ${count(rest, "hour")}` : "");
}

/** "Fri, 20 Nov 2026, 10:00 Europe/Berlin". */
export function describeInstant(at: Date, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return `${format.format(at)} ${zone}`;
}

function kindOf(clock: Clock): string {
  return clock === "working" ? "working " : "";
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

function createZone(name: string): Zone {
  const offsetMs = createOffsets(name);
  const starts = new Map<number, number>();
  const dayOf = (at: number) => Math.floor((at + offsetMs(at)) / DAY_MS);

  function startOf(day: number): number {
    const known = starts.get(day);
    if (known !== undefined) return known;
    const start = findStart(day, { offsetMs, dayOf });
    starts.set(day, start);
    return start;
  }
  return { name, offsetMs, dayOf, startOf };
}

/** Every change of clocks falls on a quarter of an hour, so one look at the zone's rules serves the whole quarter. */
function createOffsets(name: string) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const known = new Map<number, number>();

  return function offsetMs(at: number): number {
    const quarter = Math.floor(at / QUARTER_MS);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    if (known.size >= OFFSETS_MAX) known.clear();
    const offset = readOffset(format, quarter * QUARTER_MS);
    known.set(quarter, offset);
    return offset;
  };
}

function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] =
    format.format(at).match(/\d+/g)?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

function findStart(day: number, { offsetMs, dayOf }: Pick<Zone, "offsetMs" | "dayOf">): number {
  const midnight = day * DAY_MS;
  const [early, late] = [midnight - 15 * HOUR_MS, midnight + 15 * HOUR_MS];
  if (offsetMs(early) === offsetMs(late)) return midnight - offsetMs(early);
  // Clocks change nearby: look for the quarter in which the day begins.
  let [before, from] = [Math.floor(early / QUARTER_MS), Math.ceil(late / QUARTER_MS)];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayOf(middle * QUARTER_MS) >= day) from = middle;
    else before = middle;
  }
  return from * QUARTER_MS;
}
