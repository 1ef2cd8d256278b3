import type { Team } from "#domain/directory";
import { type Schedule, timingOf } from "#domain/schedule/schedule";
import { type JudgedSlot, judgeSlots, slotsBetween } from "#domain/schedule/slots";

/** Everything that people had scheduled, and the teams by whose calendars that is. */
export interface Scheduled {
  schedules: readonly Schedule[];
  teams: readonly Team[];
}

export interface DueSchedule {
  schedule: number;
  slots: JudgedSlot[];
}

interface Tick {
  since: Date;
  now: Date;
  onError(error: unknown): void;
}

/** What fell due since a moment, and what becomes of each slot. One schedule that cannot be read holds up no other. */
export function listDue({ schedules, teams }: Scheduled, tick: Tick): DueSchedule[] {
  const active = schedules.filter(({ paused }) => paused === null);
  return active.flatMap((schedule) => {
    try {
      const team = teams.find(({ key }) => key === schedule.team);
      const slots = findSlots(schedule, team, tick);
      return slots.length > 0 ? [{ schedule: schedule.id, slots }] : [];
    } catch (error) {
      tick.onError(error);
      return [];
    }
  });
}

function findSlots(schedule: Schedule, team: Team | undefined, { since, now }: Tick): JudgedSlot[] {
  // What was due before it was made, changed or taken up again is not due any more.
  const from = schedule.activeFrom > since ? schedule.activeFrom : since;
  return judgeSlots(slotsBetween(timingOf(schedule, team), from, now), { now, lateHoursMax: schedule.lateHours });
}
