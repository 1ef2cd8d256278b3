import { z } from "zod";
import { signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { say } from "#lib/view";
import { Said, ScheduleField } from "./fields.ts";
import { requireOwn } from "./find.ts";

const Input = z.object({ schedule: ScheduleField });

export const pauseSchedule = defineCapability({
  name: "schedules.pause",
  summary: "Have a schedule post nothing until it is resumed.",
  risk: "record",
  input: Input,
  result: Said,
  async run(context, { schedule: id }) {
    await requireOwn(context, id);
    const isPaused = await context.schedules.pause(id, null, signatureOf(context));
    return { schedule: id, text: isPaused ? `Schedule ${id} is paused.` : `Schedule ${id} was paused already.` };
  },
  view: ({ text }) => say(text),
});

export const resumeSchedule = defineCapability({
  name: "schedules.resume",
  summary: "Have a paused schedule post again, from now on.",
  risk: "record",
  input: Input,
  result: Said,
  async run(context, { schedule: id }) {
    await requireOwn(context, id);
    const isResumed = await context.schedules.resume(id, signatureOf(context));
    return { schedule: id, text: isResumed ? `Schedule ${id} posts again.` : `Schedule ${id} was not paused.` };
  },
  view: ({ text }) => say(text),
});

export const deleteSchedule = defineCapability({
  name: "schedules.delete",
  summary: "Delete a schedule; what it has posted stays.",
  risk: "record",
  input: Input,
  result: Said,
  async run(context, { schedule: id }) {
    await requireOwn(context, id);
    await context.schedules.remove(id, signatureOf(context));
    return { schedule: id, text: `Schedule ${id} is deleted.` };
  },
  view: ({ text, schedule }) => ({
    text,
    nodes: [
      { type: "text", content: [text] },
      {
        type: "buttons",
        buttons: [
          {
            ...{ label: "Undo", description: `Bring back schedule ${schedule}` },
            call: { name: "schedules.restore", input: { schedule } },
          },
        ],
      },
    ],
  }),
});

export const restoreSchedule = defineCapability({
  name: "schedules.restore",
  summary: "Bring back a schedule that was deleted.",
  risk: "record",
  input: Input,
  result: Said,
  async run(context, { schedule: id }) {
    await requireOwn(context, id, { isGone: true });
    await context.schedules.restore(id, signatureOf(context));
    return { schedule: id, text: `Schedule ${id} is there again.` };
  },
  view: ({ text }) => say(text),
});
