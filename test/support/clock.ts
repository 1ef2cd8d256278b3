import type { Schedule } from "#domain/schedule/schedule";
import { createTicker } from "#surfaces/schedule/clock";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const NIGHT_MS = 6 * 60 * MINUTE_MS;

/** Six that change their clocks and six that do so oddly, or not at all. */
export const ZONES = [
  ...["Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo"],
  ...["Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns", "Africa/Cairo", "America/Nuuk", "Asia/Beirut"],
];

const pad = (hour: number) => String(hour).padStart(2, "0");

/** Times inside the hours that clocks leave out or show twice, at midnight, in the morning, and every hour. */
const TIMES: { cron: string; times: string[] }[] = [
  ...["02:30", "01:30", "00:00", "23:45", "00:15", "09:30"].map((time) => {
    const [hour, minute] = time.split(":").map(Number);
    return { cron: `${minute} ${hour} * * *`, times: [time] };
  }),
  { cron: "0 * * * *", times: Array.from({ length: 24 }, (_, hour) => `${pad(hour)}:00`) },
];

export function makeSchedule(change: Partial<Schedule> = {}): Schedule {
  return {
    ...{ id: 1, name: "standup", input: {}, words: "", said: "", cron: "30 9 * * *", zone: "UTC", team: null },
    ...{ skipsDaysOff: false, channel: "C1", lateHours: 4, quiet: "line", asksMembers: false, owner: "slack:U1" },
    ...{ activeFrom: new Date(0), paused: null },
    ...change,
  };
}

/** How somebody's clock and machine treat us: which minutes are lived through, and by whom. */
export interface Life {
  name: string;
  /** The instants of ticks; `null` for a restart of everybody. */
  ticks(from: number, to: number, step: number): (number | null)[];
  replicas: number;
}

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

export const LIVES: Life[] = [
  { name: "undisturbed", replicas: 1, ticks: range },
  { name: "two replicas", replicas: 2, ticks: range },
  {
    name: "restarts all the time",
    replicas: 1,
    ticks: (from, to, step) => range(from, to, step).flatMap((at, index) => (index % 7 === 6 ? [at, null] : [at])),
  },
  {
    name: "24 hours of downtime",
    replicas: 2,
    ticks: (from, to, step) => {
      const middle = (from + to) / 2;
      return [...range(from, middle - DAY_MS / 2, step), null, ...range(middle + DAY_MS / 2, to, step)];
    },
  },
  {
    name: "a clock set back by six hours",
    replicas: 1,
    ticks: (from, to, step) => [...range(from, from + 2 * NIGHT_MS, step), ...range(from + NIGHT_MS, to, step)],
  },
  {
    name: "a clock that jumps ahead by six hours and back again",
    replicas: 2,
    ticks: (from, to, step) => [
      ...range(from, from + NIGHT_MS, step),
      ...range(from + 2 * NIGHT_MS, from + 2 * NIGHT_MS + 30 * MINUTE_MS, step),
      ...range(from + NIGHT_MS, to, step),
    ],
  },
];

export interface Lived {
  slots: number;
  posted: number;
  skipped: number;
  missed: string[];
  /** Posted although they were later than their rule allows, or skipped although they were not. */
  misjudged: string[];
}

interface Claimed {
  verdict: string;
  lateMs: number;
}

/** Lives through the days around a change of clocks with a schedule for each of the times. */
export async function live(
  life: Life,
  zone: string,
  { change, step }: { change: number; step: number },
): Promise<Lived> {
  const [from, to] = [change - DAY_MS, change + 2 * DAY_MS];
  const lateHours = 4;
  const schedules = TIMES.map(({ cron }, id) =>
    makeSchedule({ id, cron, zone, lateHours, activeFrom: new Date(from) }),
  );
  let now = new Date(from);
  const claimed = new Map<string, Claimed>();
  const start = () =>
    Array.from({ length: life.replicas }, () =>
      createTicker({
        ...{ repetitions: [], now: () => now, onClaimed: () => {}, claimChore: async () => false },
        scheduled: async () => ({ schedules, teams: [] }),
        async claim(id, { localDate, localTime, verdict, lateMs }) {
          const key = `${id} ${localDate} ${localTime}`;
          // What the table does, whose key this is.
          if (claimed.has(key)) return false;
          claimed.set(key, { verdict, lateMs });
          return true;
        },
        onError(error) {
          throw error;
        },
      }),
    );
  let replicas = start();
  for (const at of life.ticks(from, to, step)) {
    if (at === null) replicas = start();
    else {
      now = new Date(at);
      await Promise.all(replicas.map(({ tick }) => tick()));
    }
  }
  return reckon(claimed, { zone, change, lateHours });
}

/** What the calendar on the wall says was due on the day of the change and the next, against what was claimed. */
function reckon(
  claimed: ReadonlyMap<string, Claimed>,
  { zone, change, lateHours }: { zone: string; change: number; lateHours: number },
): Lived {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  const dates = [...new Set([change, change + DAY_MS].map((at) => format.format(at)))];
  const expected = TIMES.flatMap(({ times }, id) =>
    dates.flatMap((date) => times.map((time) => `${id} ${date} ${time}`)),
  );
  const found = expected.flatMap((key) => {
    const slot = claimed.get(key);
    return slot ? [{ key, ...slot, isPosted: slot.verdict === "on_time" || slot.verdict === "late" }] : [];
  });
  const posted = found.filter(({ isPosted }) => isPosted);
  const isWrong = ({ isPosted, lateMs, verdict }: (typeof found)[number]) =>
    isPosted ? lateMs > lateHours * 60 * MINUTE_MS : verdict !== "superseded" && lateMs <= lateHours * 60 * MINUTE_MS;
  return {
    ...{ slots: expected.length, posted: posted.length, skipped: found.length - posted.length },
    missed: expected.filter((key) => !claimed.has(key)),
    misjudged: found.filter(isWrong).map(({ key }) => key),
  };
}

/** The days on which clocks change in a zone in a year, as instants; two days without one where they never do. */
export function changesIn(zone: string, year: number): number[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = (at: number) => format.format(at).split("GMT")[1];
  const days = Array.from({ length: 365 }, (_, day) => Date.UTC(year, 0, 1) + day * DAY_MS);
  const changes = days.filter((day) => offset(day) !== offset(day + DAY_MS));
  return changes.length > 0 ? changes : [Date.UTC(year, 2, 29), Date.UTC(year, 9, 25)];
}
