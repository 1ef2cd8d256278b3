import { placesOf } from "#domain/trust/sight";
import type { Approval } from "#domain/trust/stored";
import type { Context } from "#kernel/context";
import { ForbiddenError } from "#kernel/errors";
import { isKeptFrom } from "#kernel/sight";

/** An approval that whoever asks may see. Throws a ForbiddenError where it is at home in a private place. */
export async function requireVisible(context: Context, ref: string): Promise<Approval> {
  const approval = await context.trust.require(ref);
  const hidden = await findHidden(context, [approval]);
  if (hidden.size === 0) return approval;
  throw new ForbiddenError(
    `Approval ${approval.number} is private: it was asked for, or leads to, where not everybody may read.`,
  );
}

/**
 * Of some approvals, the ids of those of which only their number may be shown. Keys, whoever is at the machine and our own
 * jobs see everything; what is posted for everybody is seen by nobody in particular.
 */
export async function findHidden(context: Context, approvals: readonly Approval[]): Promise<Set<string>> {
  const { actor, isPosted = false } = context;
  if (actor.kind !== "person" && !isPosted) return new Set();
  const entitled = isPosted ? new Set<string>() : await context.trust.entitled(context, approvals);
  const hidden = new Set<string>();
  for (const approval of approvals) {
    const { id, requester } = approval;
    const homes = placesOf(approval, context.trust.policy().cards.channel);
    if (await isKeptFrom(context, { requester, homes, isEntitled: entitled.has(id) })) hidden.add(id);
  }
  return hidden;
}
