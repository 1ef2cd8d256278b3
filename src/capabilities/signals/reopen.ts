import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { Changed, changeAll, changeAny, confirm, SubjectField } from "./change.ts";

export const reopen = defineCapability({
  name: "signals.reopen",
  summary: "Bring back what was snoozed, claimed or marked as done.",
  risk: "record",
  input: z.object({ subject: SubjectField }),
  result: Changed,
  async run(context, { subject }) {
    const { signals, actor, now } = context;
    const { woken, ended } = await signals.endSnooze({ subject, by: actor.id, at: now() });
    const change = ended > 0 ? changeAny : changeAll;
    const changed = await change(context, { subject, states: ["acknowledged", "resolved"] }, (one) =>
      signals.reopen(one),
    );
    return { subject, changed: changed + woken.length };
  },
  view: ({ subject }) => confirm(`${subject} is back.`),
});
