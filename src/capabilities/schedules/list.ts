import { z } from "zod";
import type { Run, Schedule } from "#domain/schedule/schedule";
import { timingOf } from "#domain/schedule/schedule";
import { nextSlots } from "#domain/schedule/slots";
import { findZone } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { DAY_MS } from "#lib/time";
import { isUnseen } from "./find.ts";
import { describeSchedules } from "./list-view.ts";

const NEXT_MAX = 3;
const RUNS_SHOWN_MS = 14 * DAY_MS;
const RUNS_MAX = 3;

const Row = z.object({
  number: z.number(),
  report: z.string(),
  words: z.string(),
  said: z.string(),
  channel: z.string(),
  zone: z.string(),
  team: z.string().nullable(),
  skips_days_off: z.boolean(),
  asks_members: z.boolean(),
  paused: z.object({ by: z.string(), why: z.string().nullable() }).nullable(),
  /** The next moments at which it is due. */
  next: z.array(z.string()),
  /** What became of the last slots, the newest first. */
  runs: z.array(
    z.object({ due_at: z.string(), state: z.string(), words: z.string().nullable(), approval: z.number().nullable() }),
  ),
  is_mine: z.boolean(),
});

export const Listed = z.object({ zone: z.string(), schedules: z.array(Row) });
export type Listed = z.output<typeof Listed>;

export const listSchedules = defineCapability({
  name: "schedules.list",
  summary: "What is posted by the clock, when next, and what became of it last.",
  risk: "read",
  command: "/schedule",
  input: z.object({ of: z.enum(["all", "mine"]).default("all").describe("all, or mine alone.") }),
  result: Listed,
  async run(context, { of }): Promise<Listed> {
    const all = await context.schedules.list();
    const hidden = await Promise.all(all.map((schedule) => isUnseen(context, schedule)));
    const seen = all.filter(
      (schedule, index) => !hidden[index] && (of === "all" || schedule.owner === context.actor.id),
    );
    const runs = await context.schedules.runs(new Date(context.now().getTime() - RUNS_SHOWN_MS));
    const bySchedule = Map.groupBy(runs, ({ schedule }) => schedule);
    const rows = await Promise.all(seen.map((one) => toRow(context, one, bySchedule.get(one.id) ?? [])));
    return { zone: await findZone(context), schedules: rows };
  },
  view: describeSchedules,
});

async function toRow(context: Context, schedule: Schedule, runs: readonly Run[]): Promise<Listed["schedules"][number]> {
  const team = schedule.team === null ? undefined : await context.directory.team(schedule.team);
  const slots = schedule.paused ? [] : nextSlots(timingOf(schedule, team), context.now(), NEXT_MAX);
  const { id, name, words, said, channel, zone, paused } = schedule;
  return {
    ...{ number: id, report: name, words, said, channel, zone, team: schedule.team },
    ...{ skips_days_off: schedule.skipsDaysOff, asks_members: schedule.asksMembers },
    paused: paused && { by: paused.by, why: paused.why },
    next: slots.map(({ at }) => at.toISOString()),
    runs: runs.slice(0, RUNS_MAX).map(({ dueAt, state, words: why, approval }) => ({
      ...{ due_at: dueAt.toISOString(), state, words: why, approval: approval?.number ?? null },
    })),
    is_mine: schedule.owner === context.actor.id,
  };
}
