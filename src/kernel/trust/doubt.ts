import type { Approval } from "#domain/trust/stored";
import { findEffect } from "../capability.ts";
import type { TrustParts } from "./parts.ts";

/** Whether it may have happened already: what is told again and again under one key was told before, and nobody answered. */
export async function isDoubtful(
  parts: Pick<TrustParts, "approvals" | "catalogue">,
  approval: Approval,
): Promise<boolean> {
  if (!findEffect(parts.catalogue, approval.name)?.isRepeatable) return false;
  const attempts = await parts.approvals.attempts(approval.id);
  return attempts.some(({ ending }) => ending === "unknown");
}
