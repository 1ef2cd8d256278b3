import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { Button, View } from "#lib/view";

const InForce = z.object({
  text: z.string(),
  hash: z.string(),
  /** False where it is the one that comes with the product. */
  is_own: z.boolean(),
  /** Whether whoever asks may propose another. */
  may_change: z.boolean(),
});
type InForce = z.output<typeof InForce>;

export const showPolicy = defineCapability({
  name: "policy.show",
  summary: "The policy in force: what may happen by itself, and what needs whose word.",
  risk: "read",
  command: "/adjutant policy",
  input: z.object({}),
  result: InForce,
  async run(context): Promise<InForce> {
    const { text, isOwn } = context.trust.policyText();
    const { mayChangePolicy } = await context.trust.powers(context);
    return { text, hash: context.trust.policy().hash, is_own: isOwn, may_change: isOwn && mayChangePolicy };
  },
  view: describePolicy,
});

const CHANGE: Button = { label: "Change…", call: { name: "policy.form", input: {} }, opens: "dialog" };

function describePolicy({ text, hash, is_own, may_change }: InForce): View {
  const which = is_own ? "Your policy is in force." : "The policy that comes with Adjutant is in force.";
  return {
    text: which,
    nodes: [
      { type: "header", text: "Policy" },
      { type: "text", content: [which] },
      { type: "code", text },
      ...(may_change ? [{ type: "buttons" as const, buttons: [CHANGE] }] : []),
      { type: "note", content: [`Version ${hash.slice(0, 12)}.`] },
    ],
  };
}
