import { z } from "zod";
import { nameSource } from "#domain/report-header";
import type { Signal } from "#domain/signals";
import { repositoryOf } from "#domain/subject";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { SignalOutcome } from "#kernel/ports/signals";
import type { Button, View } from "#lib/view";

const SIGNALS_MAX = 50;

export const SubjectField = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(200)
  .describe("What it is about, like acme/api#7.");

export const Changed = z.object({
  subject: z.string(),
  /** How many signals of the subject were changed. */
  changed: z.number(),
});

type States = NonNullable<Parameters<Context["signals"]["list"]>[0]["states"]>;
type Change = (change: { id: string; by: string; at: Date }) => Promise<SignalOutcome>;

/** Changes every signal of the subject that can be; says so when there is none. */
export async function changeAll(
  context: Context,
  { subject, states }: { subject: string; states: States },
  change: Change,
): Promise<number> {
  const changed = await changeAny(context, { subject, states }, change);
  if (changed === 0) throw new UserError(await explainNothing(context, subject));
  return changed;
}

/** The same where there may be nothing to change. */
export async function changeAny(
  context: Context,
  { subject, states }: { subject: string; states: States },
  change: Change,
): Promise<number> {
  const { signals, actor, now } = context;
  const find = () => signals.list({ subjects: [subject], states, limit: SIGNALS_MAX });
  let found = await find();
  if (found.length === 0) {
    // Reports see a condition as soon as it holds; its signal comes with the next evaluation, or now.
    await signals.evaluate(now(), [subject]);
    found = await find();
  }
  const outcomes = [];
  for (const { id } of found.filter(isPutAsideByHand)) outcomes.push(await change({ id, by: actor.id, at: now() }));
  const refused = outcomes.find((outcome) => outcome.status === "refused");
  if (refused) throw new UserError(refused.reason);
  return outcomes.length;
}

/** Throws when nobody knows what is meant: a mistyped name would be snoozed in vain. */
export async function requireKnown(context: Context, subject: string): Promise<void> {
  const { signals, facts, directory, now } = context;
  if ((await signals.list({ subjects: [subject], limit: 1 })).length > 0) return;
  if (subject.startsWith("team:") && (await directory.team(subject.slice("team:".length)))) return;
  if (repositoryOf(subject) && (await facts.pullRequests([subject], now())).length > 0) return;
  throw new UserError(`Nothing is known of ${subject}. Write it like acme/api#7.`);
}

async function explainNothing({ signals, now }: Context, subject: string): Promise<string> {
  const { frozen } = await signals.state(now());
  if (frozen.length > 0) {
    const names = frozen.map(({ source }) => nameSource(source)).join(", ");
    return `${subject} cannot be changed while nothing is heard from ${names}. You can snooze it.`;
  }
  return `There is nothing to change about ${subject}. “/adjutant signals” lists what there is.`;
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
