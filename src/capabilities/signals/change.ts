import { z } from "zod";
import type { Signal } from "#domain/signals";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { SignalOutcome } from "#kernel/ports/signals";
import type { Button, View } from "#lib/view";

const SIGNALS_MAX = 50;

export const SubjectField = z.string().trim().min(1).max(200).describe("What it is about, like acme/api#7.");

export const Changed = z.object({
  subject: z.string(),
  /** How many signals of the subject were changed. */
  changed: z.number(),
  until: z.string().nullable(),
});

type States = NonNullable<Parameters<Context["signals"]["list"]>[0]["states"]>;
type Change = (change: { id: string; by: string; at: Date }) => Promise<SignalOutcome>;

/** Changes every signal of the subject that can be; says so when there is none. */
export async function changeAll(
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

/** A button that brings the subject back. */
export function undo(subject: string): Button {
  return { label: "Undo", description: `Bring back ${subject}`, call: { name: "signals.reopen", input: { subject } } };
}

/** A line that says what was done. */
export function confirm(text: string, button?: Button): View {
  return {
    text,
    nodes: [{ type: "text", content: [text] }, ...(button ? [{ type: "buttons" as const, buttons: [button] }] : [])],
  };
}
