import { mayAgree, type Voter } from "#domain/trust/decide";
import type { Approval } from "#domain/trust/stored";
import { UserError } from "../errors.ts";
import type { Actor } from "../invocation.ts";
import type { TrustParts } from "./parts.ts";

/** The person who decides, as Slack knows them now. */
export async function requireVoter({ membership }: TrustParts, actor: Actor): Promise<Voter> {
  const voter = await membership.voterOf(actor);
  if (!voter) throw new UserError("Only a person may decide, and we do not know which one you are.");
  return voter;
}

/** One of those who agreed and may not any more; undefined when all still may. */
export async function findRevoked(parts: TrustParts, approval: Approval): Promise<string | undefined> {
  const { roles } = parts.policy.current();
  for (const { by } of await parts.approvals.votes(approval.id)) {
    const voter = await parts.membership.voterOf({ kind: by.startsWith("slack:") ? "person" : "operator", id: by });
    if (!voter || !mayAgree(approval, roles, voter)) return by;
  }
  return undefined;
}
