import { z } from "zod";
import { isAtLeast } from "#domain/trust/risk";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { say, type View } from "#lib/view";
import { describeApproval } from "./card.ts";
import { ApprovalField, ReasonField, Shown, TagField } from "./fields.ts";
import { withNames } from "./people.ts";
import { toShown } from "./shown.ts";
import { requireVisible } from "./sight.ts";

const Deciding = z.object({ approval: ApprovalField, reason: ReasonField, tag: TagField });
const Decided = Shown.extend({
  /** False where it has to be seen first, and was only shown. */
  is_decided: z.boolean(),
});
type Decided = z.output<typeof Decided>;

export const approve = defineCapability({
  name: "approvals.approve",
  summary: "Agree to what is proposed, so that it is done.",
  risk: "record",
  command: "/adjutant approve",
  input: Deciding,
  result: Decided,
  async run(context, { approval: ref, ...words }) {
    const approval = await context.trust.require(ref);
    const mustBeSeen = words.tag === undefined && isAtLeast(approval.risk, "high") && approval.status === "pending";
    if (mustBeSeen) return { ...(await toShown(context, await requireVisible(context, ref), true)), is_decided: false };
    return decide(context, { ref, verdict: "approve", ...words });
  },
  view: describeDecision,
});

export const decline = defineCapability({
  name: "approvals.decline",
  summary: "Turn down what is proposed, and say why.",
  risk: "record",
  command: "/adjutant decline",
  input: Deciding,
  result: Decided,
  run: (context, { approval: ref, ...words }) => decide(context, { ref, verdict: "decline", ...words }),
  view: describeDecision,
});

async function decide(context: Context, decision: Parameters<Context["trust"]["decide"]>[1]): Promise<Decided> {
  const decided = await withNames(context, () => context.trust.decide(context, decision));
  return { ...(await toShown(context, decided)), is_decided: true };
}

function describeDecision(decided: Decided): View {
  const { number, does, status, needed, agreed, is_decided } = decided;
  if (!is_decided) return withAdvice(describeApproval(decided));
  if (status === "declined") return say(`Declined approval ${number}: ${does}.`);
  if (status !== "pending") return say(`Approved approval ${number}: ${does}.`);
  return say(
    `You agreed to approval ${number}: ${does}. ${agreed.length} of ${needed} have; it needs somebody else, too.`,
  );
}

function withAdvice(view: View): View {
  const text = "What is this risky is decided where all of it can be seen. Here it is.";
  return { text: `${text} ${view.text}`, nodes: [{ type: "text", content: [text] }, ...view.nodes] };
}
