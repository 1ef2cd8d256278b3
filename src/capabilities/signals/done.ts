import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { Changed, changeAll, confirm, SubjectField, undo } from "./change.ts";

export const done = defineCapability({
  name: "signals.done",
  summary: "Mark a subject as dealt with; it returns when it gets better and then worse again.",
  risk: "record",
  input: z.object({ subject: SubjectField }),
  result: Changed,
  async run(context, { subject }) {
    const changed = await changeAll(context, { subject, states: ["open", "acknowledged", "snoozed"] }, (change) =>
      context.signals.resolve({ ...change, resolution: "dismissed" }),
    );
    return { subject, changed };
  },
  view: ({ subject }) => confirm(`${subject} is marked as done.`, undo(subject)),
});
