import { decide } from "#domain/trust/decide";
import { isAnyApprover, isPolicyAdmin, isSecurityAdmin } from "#domain/trust/roles";
import type { Approval } from "#domain/trust/stored";
import type { Call } from "../context.ts";
import type { TrustParts } from "./parts.ts";

export interface Powers {
  mayPause: boolean;
  mayResume: boolean;
  /** To propose another policy; to agree to it takes others. */
  mayChangePolicy: boolean;
}

/** What somebody may do about everything at once, so that they are shown no button in vain. */
export async function powersOf({ membership, policy }: TrustParts, { actor }: Pick<Call, "actor">): Promise<Powers> {
  const voter = await membership.voterOf(actor);
  if (!voter || voter.isGuest) return { mayPause: false, mayResume: false, mayChangePolicy: false };
  const { roles } = policy.current();
  return {
    mayPause: voter.isOperator || isAnyApprover(roles, voter),
    mayResume: voter.isOperator || isSecurityAdmin(roles, voter),
    mayChangePolicy: voter.isOperator || isPolicyAdmin(roles, voter),
  };
}

/** Of some proposals, the ids of those that wait for the word of this person. */
export async function awaiting(
  parts: TrustParts,
  { actor }: Pick<Call, "actor">,
  proposals: readonly Approval[],
): Promise<Set<string>> {
  const voter = await parts.membership.voterOf(actor);
  if (!voter) return new Set();
  const { roles } = parts.policy.current();
  const ballot = { voter, roles, verdict: "approve", isBound: true, now: parts.now() } as const;
  const ids = new Set<string>();
  for (const proposal of proposals) {
    const votes = (await parts.approvals.votes(proposal.id)).map(({ person }) => person);
    if (decide({ ...proposal, votes }, ballot).status === "accepted") ids.add(proposal.id);
  }
  return ids;
}
