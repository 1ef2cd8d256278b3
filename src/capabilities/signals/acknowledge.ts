import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { Changed, changeAll, confirm, SubjectField, undo } from "./change.ts";

export const acknowledge = defineCapability({
  name: "signals.acknowledge",
  summary: "Say that a subject is yours; it stays in sight.",
  risk: "record",
  input: z.object({ subject: SubjectField }),
  result: Changed,
  async run(context, { subject }) {
    const changed = await changeAll(context, { subject, states: ["open"] }, (change) =>
      context.signals.acknowledge(change),
    );
    return { subject, changed };
  },
  view: ({ subject }) => confirm(`${subject} is yours.`, undo(subject)),
});
