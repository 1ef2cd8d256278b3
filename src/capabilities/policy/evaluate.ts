import { z } from "zod";
import type { Policy } from "#domain/trust/policy";
import { defineCapability } from "#kernel/capability";

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
  run: async ({ trust }, { kind }) => evaluate(trust.policy(), kind),
  view: ({ kind, allow, action, reason }) => {
    const text = `${kind}: ${allow ? "allowed" : "not allowed"}, ${action}.${reason === undefined ? "" : ` ${reason}`}`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** What nobody has spoken of is not allowed to happen by itself. */
function evaluate({ kinds, actions }: Pick<Policy, "kinds" | "actions">, kind: string): Evaluation {
  const known = kinds.get(kind);
  if (known) return { kind, allow: known.action !== "block", action: known.action, policy: known };
  const rule = actions.get(kind);
  if (!rule) return { kind, allow: false, action: "block", reason: `The policy does not speak of “${kind}”.` };
  const mode = rule.mode ?? (rule.risk === "low" ? "auto" : rule.risk === "medium" ? "ask" : "require_approval");
  return { kind, allow: mode !== "deny", action: mode, policy: rule };
}
