import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { Changed, changeAll, confirm, SubjectField } from "./change.ts";

export const reopen = defineCapability({
  name: "signals.reopen",
  summary: "Bring back what was snoozed, claimed or marked as done.",
  risk: "record",
  input: z.object({ subject: SubjectField }),
  result: Changed,
  async run(context, { subject }) {
    const states = ["acknowledged", "snoozed", "resolved"] as const;
    const changed = await changeAll(context, { subject, states: [...states] }, (change) =>
      context.signals.reopen(change),
    );
    return { subject, changed, until: null };
  },
  view: ({ subject }) => confirm(`${subject} is back.`),
});
