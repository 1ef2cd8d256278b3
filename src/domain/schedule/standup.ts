import { createCalendar } from "#lib/calendar";
import { DAY_MS, dateOf, HOUR_MS, MINUTE_MS, zoneOf } from "#lib/time";
import type { Absence } from "../absence.ts";
import { minuteOfDay, officeOf } from "../acting/office-hours.ts";
import type { Person, Team } from "../directory.ts";
import { OPEN_HOURS, type Schedule, timingOf } from "./schedule.ts";
import { instantOf, nextSlots } from "./slots.ts";

const ASKED_AT_MINUTE = 9 * 60;
/** Whoever was not asked at nine, as after an outage, is asked for so long still. */
const ASKED_MINUTES = 4 * 60;
const NEXT_DAYS_MAX = 31;

/** A day's standup of a team that still takes answers. */
export interface OpenStandup {
  team: string;
  date: string;
  closesAt: Date;
}

/** The next standup of a team for which people are asked: one that was posted takes answers for some hours still. */
export function openStandupOf(schedules: readonly Schedule[], team: Team, now: Date): OpenStandup | undefined {
  const openMs = OPEN_HOURS * HOUR_MS;
  const asking = schedules.filter((one) => one.team === team.key && one.asksMembers && one.paused === null);
  const slots = asking.flatMap((one) => nextSlots(timingOf(one, team), new Date(now.getTime() - openMs), 1));
  const [next] = slots.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return next && { team: team.key, date: next.localDate, closesAt: new Date(next.at.getTime() + openMs) };
}

export interface Asking {
  schedules: readonly Schedule[];
  teams: readonly Team[];
  people: ReadonlyMap<string, Person>;
  absences: readonly Absence[];
  /** Of whom no other is known. */
  zone: string;
  now: Date;
}

/** Somebody who is to be asked, and for which standups. */
export interface Prompt {
  person: string;
  slack: string;
  standups: { team: string; date: string }[];
}

/** Whom to ask now: everybody at nine o'clock of their working days, in one message for all of their teams. */
export function planPrompts(asking: Asking): Prompt[] {
  const wanted = asking.teams.flatMap((team) => planTeam(asking, team));
  const byPerson = Map.groupBy(wanted, ({ person }) => person);
  return [...byPerson.values()].flatMap((theirs) => {
    const [first] = theirs;
    return first ? [{ ...first, standups: theirs.flatMap(({ standups }) => standups) }] : [];
  });
}

function planTeam(asking: Asking, team: Team): Prompt[] {
  const open = openStandupOf(asking.schedules, team, asking.now);
  if (!open) return [];
  return team.members.flatMap(({ id }) => {
    const slack = slackOf(asking, { id, team, open });
    return slack === undefined ? [] : [{ person: id, slack, standups: [{ team: team.key, date: open.date }] }];
  });
}

interface Member {
  id: string;
  team: Team;
  open: OpenStandup;
}

/** The Slack id of a member who is to be asked now; undefined for everybody else. */
function slackOf(asking: Asking, { id, team, open }: Member): string | undefined {
  const person = asking.people.get(id);
  if (!person || person.wantsPrompts === false) return undefined;
  const office = officeOf(person, team, asking);
  const opens = office.hours?.opens ?? ASKED_AT_MINUTE;
  const minute = minuteOfDay(office.zone, asking.now);
  if (minute < opens || minute >= opens + ASKED_MINUTES) return undefined;
  if (!createCalendar(office).isWorkingDay(asking.now)) return undefined;
  // Who has another morning before it closes is asked then.
  if (nextMorning(office, opens, asking.now) < open.closesAt) return undefined;
  return person.accounts.find(({ vendor }) => vendor === "slack")?.handle;
}

function nextMorning(office: ReturnType<typeof officeOf>, opens: number, now: Date): Date {
  const zone = zoneOf(office.zone);
  const { isWorking } = createCalendar(office);
  const today = zone.dayOf(now.getTime());
  for (let day = today + 1; day <= today + NEXT_DAYS_MAX; day++) {
    if (isWorking(day)) return new Date(instantOf(zone, day * DAY_MS + opens * MINUTE_MS));
  }
  return new Date(now.getTime() + NEXT_DAYS_MAX * DAY_MS);
}

/** The day that it is in a team's place. */
export function dayIn(zone: string, at: Date): string {
  return dateOf(zoneOf(zone).dayOf(at.getTime()));
}
