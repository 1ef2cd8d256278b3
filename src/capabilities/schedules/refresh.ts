import { z } from "zod";
import { OPEN_HOURS, type Run, type Schedule } from "#domain/schedule/schedule";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { proposeCall } from "#kernel/trust/propose-call";
import { HOUR_MS, MINUTE_MS } from "#lib/time";
import { say } from "#lib/view";
import { Said, ScheduleField } from "./fields.ts";
import { requireOwn, requirePlace } from "./find.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { requireRun, SlotField } from "./run.ts";

const EDITS_MAX = 12;
const APART_MS = 10 * MINUTE_MS;

/** What came late is brought into the message that stands, for some hours, and not too often. */
export const refreshSchedule = defineCapability({
  name: "schedules.refresh",
  summary: "Bring what a schedule posted to what is known of its moment by now.",
  risk: "record",
  input: z.object({ schedule: ScheduleField, slot: SlotField }),
  result: Said.extend({ is_edited: z.boolean() }),
  async run(context, { schedule: id, slot }) {
    const schedule = await requireOwn(context, id);
    await requirePlace(context, schedule.channel);
    const isEdited = await edit(context, schedule, await requireRun(context, id, slot));
    return {
      schedule: id,
      text: isEdited ? "The post is brought up to date." : "Nothing is new.",
      is_edited: isEdited,
    };
  },
  view: ({ text }) => say(text),
});

async function edit(context: Context, schedule: Schedule, run: Run): Promise<boolean> {
  const now = context.now();
  if (!isOpen(run, now) || !run.approval || !run.readAt) return false;
  const fingerprint = await fingerprintOf(context, schedule, { date: run.localDate, readAt: run.readAt });
  if (fingerprint === null || fingerprint === run.fingerprint) return false;
  // While the post itself waits for somebody's word, it will say what is so when it is posted.
  const { status } = await context.trust.require(String(run.approval.number));
  if (status !== "done") return false;
  const cause = { ref: `schedule:${schedule.id}`, words: "Something came late that belongs into it." };
  await proposeCall(context, { name: "messages.update", input: { message: String(run.approval.number) } }, { cause });
  const { localDate, localTime } = run;
  const slot = { schedule: schedule.id, localDate, localTime };
  await context.schedules.note(slot, { fingerprint, editedAt: now, edits: run.edits + 1 });
  return true;
}

/** Whether it may be edited still, and again already. */
function isOpen({ dueAt, editedAt, readAt, edits }: Run, now: Date): boolean {
  const last = editedAt ?? readAt ?? dueAt;
  if (now.getTime() - dueAt.getTime() > OPEN_HOURS * HOUR_MS || edits >= EDITS_MAX) return false;
  return editedAt === null || now.getTime() - last.getTime() >= APART_MS;
}
