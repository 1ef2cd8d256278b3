import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { DAY_MS } from "#lib/time";
import { Changed, changeAll, confirm, SubjectField, undo } from "./change.ts";

const SNOOZES = { "1d": DAY_MS, "3d": 3 * DAY_MS, "1w": 7 * DAY_MS } as const;

export const snooze = defineCapability({
  name: "signals.snooze",
  summary: "Put everything about a subject aside for a while.",
  risk: "record",
  input: z.object({
    subject: SubjectField,
    for: z.enum(["1d", "3d", "1w"]).default("1d").describe("1d, 3d or 1w."),
  }),
  result: Changed,
  async run(context, { subject, for: duration }) {
    const until = new Date(context.now().getTime() + SNOOZES[duration]);
    const changed = await changeAll(context, { subject, states: ["open", "acknowledged", "snoozed"] }, (change) =>
      context.signals.snooze({ ...change, until }),
    );
    return { subject, changed, until: until.toISOString() };
  },
  view: ({ subject, until }) =>
    confirm(`Snoozed ${subject} until ${until?.slice(0, 16).replace("T", " ")} UTC.`, undo(subject)),
});
