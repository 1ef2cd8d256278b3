import { isAnyApprover, isSecurityAdmin } from "#domain/trust/roles";
import type { Call } from "../context.ts";
import { UserError } from "../errors.ts";
import type { TrustParts } from "./parts.ts";
import { requireVoter } from "./voters.ts";

const PAUSE = "pause";

export async function isPaused({ switches }: TrustParts): Promise<boolean> {
  return (await switches.read(PAUSE))?.isOn ?? false;
}

/** Stops every effect before its next attempt. Any approver may; who resumes must be a security admin. */
export async function pause(parts: TrustParts, call: Omit<Call, "signal">, reason: string | null): Promise<void> {
  const { roles } = parts.policy.current();
  const voter = await requireVoter(parts, call.actor);
  if (!voter.isOperator && !isAnyApprover(roles, voter)) throw new UserError("Only those who may decide may pause.");
  await parts.switches.write({ name: PAUSE, isOn: true, by: call.actor.id, reason, at: parts.now() });
}

export async function resume(parts: TrustParts, call: Omit<Call, "signal">): Promise<void> {
  const { roles } = parts.policy.current();
  const voter = await requireVoter(parts, call.actor);
  if (!voter.isOperator && !isSecurityAdmin(roles, voter)) throw new UserError("Only a security admin may resume.");
  await parts.switches.write({ name: PAUSE, isOn: false, by: call.actor.id, reason: null, at: parts.now() });
  parts.wake();
}
