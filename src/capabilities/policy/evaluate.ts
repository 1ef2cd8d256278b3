import { z } from "zod";
import { judge, type Question } from "#domain/trust/verdict";
import { defineCapability, findEffect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { say } from "#lib/view";

const Evaluation = z.object({
  kind: z.string(),
  allow: z.boolean(),
  /** allow, block, nudge or escalate; of an effect its mode, like require_approval. */
  action: z.string(),
  policy: z.record(z.string(), z.unknown()).optional(),
  reason: z.string().optional(),
});
type Evaluation = z.output<typeof Evaluation>;

export const evaluatePolicy = defineCapability({
  name: "policy.evaluate",
  summary: "What the policy says of a kind of signal or effect.",
  risk: "read",
  input: z.object({ kind: z.string().trim().min(1).max(100).describe("Like stale_pr, or pr.merge.") }),
  result: Evaluation,
  run: async (context, { kind }) => evaluate(context, kind),
  view: ({ kind, allow, action, reason }) => {
    const text = `${kind}: ${allow ? "allowed" : "not allowed"}, ${action}.${reason === undefined ? "" : ` ${reason}`}`;
    return say(text);
  },
});

/** What nobody has spoken of is not allowed to happen by itself. */
function evaluate(context: Context, kind: string): Evaluation {
  const policy = context.trust.policy();
  const known = policy.kinds.get(kind);
  if (known) return { kind, allow: known.action !== "block", action: known.action, policy: known };
  const question = toQuestion(context, kind);
  if (!question && !policy.actions.has(kind)) {
    return { kind, allow: false, action: "block", reason: `The policy does not speak of “${kind}”.` };
  }
  const { mode, risk, needed, rule, reasons } = judge(policy, question ?? { ...ANYWHERE, name: kind, isKnown: false });
  const reason = [`By ${rule}, where strangers may read along.`, ...reasons].join(" ");
  return { kind, allow: mode !== "deny", action: mode, policy: { risk, mode, needed, rule }, reason };
}

/** The place is not known, so it is taken for the most open one. */
const ANYWHERE: Omit<Question, "name"> = {
  ...{ variants: [], floor: "low", isKnown: true, place: { kind: "external" }, project: null, channel: null },
  ...{ isTainted: false, objects: 1, isRequesterHuman: true },
};

/** The effect of that name, or the one of which it is a variant: issue.create.low is an issue.create. */
function toQuestion({ catalogue }: Context, kind: string): Question | undefined {
  const words = kind.split(".");
  for (let length = words.length; length > 0; length--) {
    const effect = findEffect(catalogue, words.slice(0, length).join("."));
    if (!effect) continue;
    const variants = effect.name === kind ? [] : [kind];
    return { ...ANYWHERE, name: effect.name, floor: effect.risk, variants };
  }
  return undefined;
}
