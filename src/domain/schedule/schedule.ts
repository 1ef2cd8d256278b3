import { createCalendar } from "#lib/calendar";
import { zoneOf } from "#lib/time";
import type { Team } from "../directory.ts";
import { parseCron } from "./cron.ts";
import type { Timing } from "./slots.ts";

/** So many there may be at all, and of one person. */
export const SCHEDULES_MAX = 200;
export const SCHEDULES_OF_ONE_MAX = 20;
/** For so long late data is edited into what was posted, and late answers into the day's report. */
export const OPEN_HOURS = 4;

export const QUIET = ["line", "silent"] as const;

/** What is posted by the clock, in the name of whoever made it. */
export interface Schedule {
  id: number;
  /** A capability that only reads, and its input. */
  name: string;
  input: Record<string, unknown>;
  /** As people see what it is asked with: "core". */
  words: string;
  /** As it was said: "weekdays at 9:30". */
  said: string;
  cron: string;
  zone: string;
  /** Whose working days and holidays count; null for Monday to Friday. */
  team: string | null;
  skipsDaysOff: boolean;
  /** A Slack channel, or the owner for a direct message. */
  channel: string;
  lateHours: number;
  /** What becomes of it when there is nothing to say. */
  quiet: (typeof QUIET)[number];
  /** Whether the members are asked before, where the report shows their answers. */
  asksMembers: boolean;
  /** As an actor. */
  owner: string;
  /** Nothing before this is due: it was made, changed or taken up again then. */
  activeFrom: Date;
  paused: { at: Date; by: string; why: string | null } | null;
}

export type ScheduleChange = Omit<Schedule, "id" | "activeFrom" | "paused">;

export const RUN_STATES = ["queued", "proposed", "quiet", "skipped", "failed"] as const;

/** What became of one slot. */
export interface Run {
  schedule: number;
  localDate: string;
  localTime: string;
  dueAt: Date;
  claimedAt: Date;
  state: (typeof RUN_STATES)[number];
  /** Why it was skipped or failed. */
  words: string | null;
  /** Of the proposal that posts it. */
  approval: { id: string; number: number } | null;
  /** Of what it said, so that late data is noticed; with when it was read, and last edited. */
  fingerprint: string | null;
  readAt: Date | null;
  editedAt: Date | null;
  edits: number;
}

/** When a schedule is due, by the calendar of its team. */
export function timingOf(
  { cron, zone: name, skipsDaysOff }: Pick<Schedule, "cron" | "zone" | "skipsDaysOff">,
  team: Pick<Team, "working_days" | "holidays"> | undefined,
): Timing {
  const zone = zoneOf(name);
  const calendar = createCalendar({ zone: name, workingDays: team?.working_days, holidays: team?.holidays });
  return { pattern: parseCron(cron), zone, isWorkingDay: skipsDaysOff ? calendar.isWorking : undefined };
}
