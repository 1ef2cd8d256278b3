import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { proposeCall } from "#kernel/trust/propose-call";
import { type Call, say } from "#lib/view";
import type { Offers } from "./offers.ts";
import { triage } from "./triage.ts";

const LINES_MAX = 100;
const Proposed = z.object({ number: z.number(), does: z.string(), is_waiting: z.boolean() });

/** What triage offers for one line, asked for by name: as a button of another program, or in words. */
export const proposeOffer = defineCapability({
  name: "triage.propose",
  summary: "Propose what triage offers for a pull request: a nudge, or a label.",
  risk: "record",
  command: "/adjutant propose",
  usage: "/adjutant propose nudge acme/api#7 · /adjutant propose label acme/api#7",
  input: z.object({
    kind: z.enum(["nudge", "label"]).describe("nudge: ask those whose step it is. label: say on it what it waits for."),
    target: z.string().trim().toLowerCase().min(3).max(300).describe("The pull request, like acme/api#7."),
  }),
  result: Proposed,
  async run(context, { kind, target }) {
    const offers = await findOffers(context, target);
    const call = offers && toCall(kind, target, offers);
    if (!call) throw new UserError(`Triage has no ${kind} to offer for ${target} now. “/triage” shows what it has.`);
    const cause = { ref: `pull:${target}`, words: `Triage lists ${target}.` };
    const approval = await proposeCall(context, call, { isTainted: false, cause });
    return { number: approval.number, does: approval.grounds.preview.does, is_waiting: approval.status === "pending" };
  },
  view: ({ number, does, is_waiting: isWaiting }) => {
    const text = isWaiting ? `Asked for approval ${number}: ${does}.` : `Approval ${number}: ${does}.`;
    return say(text);
  },
});

async function findOffers(context: Context, target: string): Promise<Offers | undefined> {
  const { items } = await triage.run(context, triage.input.parse({ limit: LINES_MAX }));
  return items.find(({ subject }) => subject === target)?.offers;
}

function toCall(kind: "nudge" | "label", pull: string, { nudge, label }: Offers): Call | undefined {
  if (kind === "nudge") return nudge === null ? undefined : { name: "pr.comment", input: { pull, body: nudge, kind } };
  return label === null ? undefined : { name: "pr.label", input: { pull, label } };
}
