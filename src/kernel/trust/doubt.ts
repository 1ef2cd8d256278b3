import type { Approval } from "#domain/trust/stored";
import { isEffect } from "../capability.ts";
import type { TrustParts } from "./parts.ts";

/** Whether it may have happened already: what is told again and again under one key was told before, and nobody answered. */
export async function isDoubtful(
  parts: Pick<TrustParts, "approvals" | "catalogue">,
  approval: Approval,
): Promise<boolean> {
  const effect = parts.catalogue.get(approval.name);
  if (!effect || !isEffect(effect) || !effect.isRepeatable) return false;
  const attempts = await parts.approvals.attempts(approval.id);
  return attempts.some(({ ending }) => ending === "unknown");
}
