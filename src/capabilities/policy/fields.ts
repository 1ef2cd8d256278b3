import { z } from "zod";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { readNames } from "#kernel/names";

const LENGTH_MAX = 64 * 1_024;

export const PolicyField = z
  .string()
  .min(1, { error: "Write a policy: an empty one would be none." })
  .max(LENGTH_MAX, { error: "A policy may have 64 KB." })
  .describe("The whole policy, as YAML.");

/** To propose another policy is for its admins, and for whoever is at the machine. */
export async function assertMayChange(context: Context): Promise<void> {
  if (!context.trust.policyText().isOwn) {
    throw new UserError("The policy that comes with Adjutant is in force. Name a file for yours in POLICY_PATH first.");
  }
  const { mayChangePolicy } = await context.trust.powers(context);
  if (mayChangePolicy) return;
  const admins = context.trust.policy().roles.policy_admins;
  const names = await readNames(context, admins);
  const who = admins.map((id) => names.get(id) ?? id).join(", ");
  throw new UserError(
    admins.length > 0
      ? `Only those who look after the policy may propose another: ${who}.`
      : "The policy names nobody who may change it. Whoever runs Adjutant can name “policy_admins” in its file.",
  );
}
