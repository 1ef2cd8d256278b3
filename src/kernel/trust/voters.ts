import { mayAgree, type Voter } from "#domain/trust/decide";
import type { Approval } from "#domain/trust/stored";
import { ForbiddenError } from "../errors.ts";
import type { Actor } from "../invocation.ts";
import type { TrustParts } from "./parts.ts";

/** The person who decides, as Slack knows them now. */
export async function requireVoter({ membership }: TrustParts, actor: Actor): Promise<Voter> {
  const voter = await membership.voterOf(actor);
  if (!voter) throw new ForbiddenError("Only a person may decide, and we do not know which one you are.");
  return voter;
}

/** One of those who agreed and may not any more; undefined when all still may. */
export async function findRevoked(parts: TrustParts, approval: Approval): Promise<string | undefined> {
  const { roles } = parts.policy.current();
  const decided = approval.parent === null ? approval : await parts.approvals.find(approval.parent);
  if (!decided) return "Whoever agreed to it";
  for (const { by } of await parts.approvals.votes(decided.id)) {
    const voter = await parts.membership.voterOf({ kind: kindOf(by), id: by });
    if (!voter || !mayAgree(decided, roles, voter)) return by;
  }
  return undefined;
}

/** Of some proposals, the ids of those that this person may decide on, whether or not there is anything to decide. */
export async function findEntitled(
  parts: TrustParts,
  actor: Actor,
  approvals: readonly Approval[],
): Promise<Set<string>> {
  const voter = await parts.membership.voterOf(actor);
  if (!voter) return new Set();
  const { roles } = parts.policy.current();
  return new Set(approvals.filter((approval) => mayAgree(approval, roles, voter)).map(({ id }) => id));
}

function kindOf(by: string): Actor["kind"] {
  if (by.startsWith("slack:")) return "person";
  return by.startsWith("key:") ? "key" : "operator";
}
