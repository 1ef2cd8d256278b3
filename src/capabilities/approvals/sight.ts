import { isHidden, placesOf } from "#domain/trust/sight";
import type { Approval } from "#domain/trust/stored";
import type { Context } from "#kernel/context";
import { ForbiddenError } from "#kernel/errors";

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
    const isEntitled = entitled.has(approval.id);
    const viewer = isPosted ? NOBODY : { id: actor.id, isEntitled, here: readPlace(context) };
    if (isHidden(approval, await lookUp(context, approval), viewer)) hidden.add(approval.id);
  }
  return hidden;
}

const NOBODY = { id: "", isEntitled: false, here: undefined };

function readPlace({ origin }: Context): string | undefined {
  return origin.place?.replace(/^slack:/, "");
}

function lookUp({ places, trust }: Context, approval: Approval) {
  const ids = placesOf(approval, trust.policy().cards.channel);
  return Promise.all(ids.map(async (id) => ({ id, kind: (await places.placeOf(id)).kind })));
}
