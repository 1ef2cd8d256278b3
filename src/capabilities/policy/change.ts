import { z } from "zod";
import type { Policy } from "#domain/trust/policy";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import { describeDifference, type PolicyReplay } from "#domain/trust/replay-policy";
import { defineEffect, type Preview } from "#kernel/capability";
import { RefusedError, UserError } from "#kernel/errors";
import { assertMayChange, PolicyField } from "./fields.ts";

/** The file is put in place at once, whole or not at all. */
const SETTLE_MS = 0;
const DIFFERENCES_SHOWN = 20;

const Changed = z.object({ hash: z.string(), before: z.string() });

/** Who may decide on what is itself decided by two: the policy and the roles in it. */
export const changePolicy = defineEffect({
  name: "policy.change",
  summary: "Put another policy in force, with the roles in it.",
  risk: "critical",
  vendor: "adjutant",
  settleMs: SETTLE_MS,
  input: z.object({ text: PolicyField }),
  result: Changed,
  target: () => "adjutant:policy",

  async preview(context, { text }): Promise<Preview> {
    await assertMayChange(context);
    const { trust } = context;
    const before = trust.policyText().text;
    const policy = parsePolicyYaml(text);
    if (policy.hash === trust.policy().hash) throw new UserError("That is the policy in force already.");
    const consequences = describeReplay(await trust.replay(policy));
    return {
      version: trust.policy().hash,
      does: "Put another policy in force",
      subject: "the policy",
      link: null,
      place: { kind: "private", members: 0 },
      payload: [
        { label: "The policy", text, before },
        { label: "What it would have made of the last 90 days", text: consequences },
        ...warnings(policy).map((warning) => ({ label: "Beware", text: warning })),
      ],
    };
  },

  async run({ writes, trust }, { text }) {
    if (!writes.adjutant) throw new RefusedError("No file is named for the policy any more.");
    const before = trust.policyText().text;
    await writes.adjutant.replace(text);
    return { hash: parsePolicyYaml(text).hash, before };
  },

  async reconcile({ trust }, { text }) {
    const { hash } = parsePolicyYaml(text);
    return trust.policy().hash === hash ? { hash, before: "" } : undefined;
  },

  inverse: (_input, { before }) => (before === "" ? null : { name: "policy.change", input: { text: before } }),
  view: () => ({
    text: "The new policy is in force.",
    nodes: [{ type: "text", content: ["The new policy is in force."] }],
  }),
});

function describeReplay({ looked, differing }: PolicyReplay): string {
  if (looked === 0) return "Nothing was proposed in that time.";
  const of = `of ${looked} ${looked === 1 ? "proposal" : "proposals"}`;
  if (differing.length === 0) return `The same, in the case ${of}.`;
  const shown = differing.slice(0, DIFFERENCES_SHOWN).map(describeDifference);
  const more = differing.length > shown.length ? [`and ${differing.length - shown.length} more`] : [];
  return [`It differs in the case of ${differing.length} ${of}:`, ...shown, ...more].join("\n");
}

/** What could not be taken back here. */
function warnings({ roles }: Policy): string[] {
  const { policy_admins, approvers, security_admins } = roles;
  return [
    ...(policy_admins.length < 3
      ? ["It takes three “policy_admins” to change it again: one who proposes, and two who agree."]
      : []),
    ...(approvers.length === 0 ? ["It names no “approvers”: nobody could agree to what is risky."] : []),
    ...(security_admins.length === 0 ? ["It names no “security_admins”: nobody could resume after a pause."] : []),
  ];
}
