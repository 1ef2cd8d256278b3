import { z } from "zod";
import type { Run, Schedule } from "#domain/schedule/schedule";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { SlotRef } from "#kernel/ports/schedules";
import { readReport } from "#kernel/reports";
import { proposeCall } from "#kernel/trust/propose-call";
import { MINUTE_MS } from "#lib/time";
import { say } from "#lib/view";
import { Said, ScheduleField } from "./fields.ts";
import { requireOwn, requirePlace } from "./find.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** As the clock names it. */
export const SlotField = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
  .describe("The slot that is due, like 2026-11-20 09:30.");
const LATE_MS = 5 * MINUTE_MS;
/** What the clock took and nobody posted yet; and what had nothing to say when it was due. */
const OPEN_STATES = new Set<Run["state"]>(["queued", "quiet"]);

export const runSchedule = defineCapability({
  name: "schedules.run",
  summary: "Post now what a schedule posts, as whoever asks.",
  risk: "record",
  input: z.object({
    schedule: ScheduleField,
    slot: SlotField.optional().describe("The slot that is due; for the clock alone."),
  }),
  result: Said.extend({ approval: z.number().nullable(), status: z.string() }),
  async run(context, { schedule: id, slot }) {
    const schedule = await requireOwn(context, id);
    await requirePlace(context, schedule.channel);
    if (slot === undefined) return post(context, schedule, undefined);
    const run = await requireRun(context, id, slot);
    if (!OPEN_STATES.has(run.state)) throw new UserError(`Schedule ${id} has posted its slot ${slot} already.`);
    return post(context, schedule, run);
  },
  view: ({ text }) => say(text),
});

/** The slot of a schedule as the clock claimed it. */
export async function requireRun({ schedules }: Context, schedule: number, slot: string): Promise<Run> {
  const [localDate = "", localTime = ""] = slot.split(" ");
  const run = await schedules.findRun({ schedule, localDate, localTime });
  if (!run) throw new UserError(`Schedule ${schedule} was not due at ${slot}.`);
  return run;
}

/** Proposes the post in the name of whoever calls, so that the policy judges it as if they had typed it. */
async function post(context: Context, schedule: Schedule, run: Run | undefined) {
  const { id, name, input, channel, quiet, said } = schedule;
  const readAt = context.now();
  const call = { name, input };
  const report = await readReport(context, call, channel);
  const fingerprint = run && (await fingerprintOf(context, schedule, { date: run.localDate, readAt }));
  if (run && report.isQuiet && quiet === "silent") {
    await context.schedules.note(toSlot(run), { state: "quiet", fingerprint: fingerprint ?? null, readAt });
    return { schedule: id, text: `Schedule ${id} has nothing to say.`, approval: null, status: "quiet" };
  }
  const isLate = run && run.claimedAt.getTime() - run.dueAt.getTime() > LATE_MS;
  const posting = {
    ...{ channel, call, ...(quiet === "line" && { quiet }) },
    ...(isLate && { due: run.dueAt.toISOString() }),
  };
  const cause = { ref: `schedule:${id}`, words: `Schedule ${id} says so: ${said}.` };
  const approval = await proposeCall(context, { name: "messages.post", input: posting }, { cause });
  const { number, status } = approval;
  if (run) {
    const proposed = { state: "proposed" as const, approval: { id: approval.id, number } };
    await context.schedules.note(toSlot(run), { ...proposed, fingerprint: fingerprint ?? null, readAt });
  }
  const what = status === "pending" ? `waits for approval ${number}` : `is being posted, by proposal ${number}`;
  return { schedule: id, text: `What schedule ${id} posts ${what}.`, approval: number, status };
}

function toSlot({ schedule, localDate, localTime }: Run): SlotRef {
  return { schedule, localDate, localTime };
}
