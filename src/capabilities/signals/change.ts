import { z } from "zod";
import type { Signal } from "#domain/signals";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { SignalOutcome } from "#kernel/ports/signals";
import { DAY_MS } from "#lib/time";
import type { Button, View } from "#lib/view";

const SNOOZES = { "1d": DAY_MS, "3d": 3 * DAY_MS, "1w": 7 * DAY_MS } as const;
const SIGNALS_MAX = 50;

const Subject = z.string().trim().min(1).max(200).describe("What it is about, like acme/api#7.");
const Changed = z.object({
  subject: z.string(),
  /** How many signals of the subject were changed. */
  changed: z.number(),
  until: z.string().nullable(),
});

export const snooze = defineCapability({
  name: "signals.snooze",
  summary: "Put everything about a subject aside for a while.",
  risk: "record",
  input: z.object({
    subject: Subject,
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

export const done = defineCapability({
  name: "signals.done",
  summary: "Mark a subject as dealt with; it returns when it gets better and then worse again.",
  risk: "record",
  input: z.object({ subject: Subject }),
  result: Changed,
  async run(context, { subject }) {
    const changed = await changeAll(context, { subject, states: ["open", "acknowledged", "snoozed"] }, (change) =>
      context.signals.resolve({ ...change, resolution: "dismissed" }),
    );
    return { subject, changed, until: null };
  },
  view: ({ subject }) => confirm(`${subject} is marked as done.`, undo(subject)),
});

export const acknowledge = defineCapability({
  name: "signals.acknowledge",
  summary: "Say that a subject is yours; it stays in sight.",
  risk: "record",
  input: z.object({ subject: Subject }),
  result: Changed,
  async run(context, { subject }) {
    const changed = await changeAll(context, { subject, states: ["open"] }, (change) =>
      context.signals.acknowledge(change),
    );
    return { subject, changed, until: null };
  },
  view: ({ subject }) => confirm(`${subject} is yours.`, undo(subject)),
});

export const reopen = defineCapability({
  name: "signals.reopen",
  summary: "Bring back what was snoozed, claimed or marked as done.",
  risk: "record",
  input: z.object({ subject: Subject }),
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

type States = NonNullable<Parameters<Context["signals"]["list"]>[0]["states"]>;
type Change = (change: { id: string; by: string; at: Date }) => Promise<SignalOutcome>;

/** Changes every signal of the subject that can be; says so when there is none. */
async function changeAll(
  { signals, actor, now }: Context,
  { subject, states }: { subject: string; states: States },
  change: Change,
): Promise<number> {
  const find = () => signals.list({ subjects: [subject.toLowerCase()], states, limit: SIGNALS_MAX });
  let found = await find();
  if (found.length === 0) {
    // Reports see a condition as soon as it holds; its signal comes with the next evaluation, or now.
    await signals.evaluate(now(), [subject.toLowerCase()]);
    found = await find();
  }
  const changeable = found.filter(isPutAsideByHand);
  if (changeable.length === 0)
    throw new UserError(`There is nothing to change about ${subject}. “/adjutant signals” lists what there is.`);
  const outcomes = [];
  for (const { id } of changeable) outcomes.push(await change({ id, by: actor.id, at: now() }));
  const refused = outcomes.find((outcome) => outcome.status === "refused");
  if (refused) throw new UserError(refused.reason);
  return outcomes.length;
}

/** What was resolved because it got better stays so: there is nothing to bring back. */
function isPutAsideByHand({ state, resolution }: Signal): boolean {
  return state !== "resolved" || resolution === "dismissed";
}

function undo(subject: string): Button {
  return { label: "Undo", description: `Bring back ${subject}`, call: { name: "signals.reopen", input: { subject } } };
}

function confirm(text: string, button?: Button): View {
  return {
    text,
    nodes: [{ type: "text", content: [text] }, ...(button ? [{ type: "buttons" as const, buttons: [button] }] : [])],
  };
}
