import { z } from "zod";
import { findZone } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { DAY_MS, describeInstant } from "#lib/time";
import { Changed, confirm, requireKnown, SubjectField, undo } from "./change.ts";

const SNOOZES = { "1d": DAY_MS, "3d": 3 * DAY_MS, "1w": 7 * DAY_MS } as const;

export const snooze = defineCapability({
  name: "signals.snooze",
  summary: "Put what is and will be found about a subject aside for a while; only an incident ends it early.",
  risk: "record",
  input: z.object({
    subject: SubjectField,
    for: z.enum(["1d", "3d", "1w"]).default("1d").describe("1d, 3d or 1w."),
    rule: z.string().trim().max(80).optional().describe("Only what this rule finds, like stale48h."),
  }),
  result: Changed.extend({
    rule: z.string().nullable(),
    until: z.string(),
    /** The zone of the person who asked, in which they read the time. */
    zone: z.string(),
  }),

  async run(context, { subject, for: duration, rule }) {
    const { signals, actor, now } = context;
    assertRule(context, rule);
    // Reports see a condition as soon as it holds; so that its signal is put aside as well, it has to be there.
    await signals.evaluate(now(), [subject]);
    await requireKnown(context, subject);
    const until = new Date(now().getTime() + SNOOZES[duration]);
    const changed = await signals.snooze({ subject, rule: rule ?? "", until, by: actor.id, at: now() });
    const zone = await findZone(context);
    return { subject, changed: changed.length, rule: rule ?? null, until: until.toISOString(), zone };
  },

  view: ({ subject, rule, until, zone }) => {
    const what = rule ? `${subject} for the rule ${rule}` : subject;
    return confirm(`Snoozed ${what} until ${describeInstant(new Date(until), zone)}.`, undo(subject));
  },
});

function assertRule({ rules }: Context, rule: string | undefined): void {
  const names = rules.current().map(({ name }) => name);
  if (rule !== undefined && !names.includes(rule)) {
    throw new UserError(`There is no rule “${rule}”. There are: ${names.join(", ")}.`);
  }
}
