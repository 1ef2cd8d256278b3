import type { Approval } from "#domain/trust/stored";
import type { Caller } from "../context.ts";
import { UserError } from "../errors.ts";
import { assertSame, requireApproval } from "./decide.ts";
import { readEffectCall } from "./effect-call.ts";
import type { TrustParts } from "./parts.ts";
import { assertMayPropose, propose } from "./propose.ts";

export interface Change {
  /** The id of the approval, or its number. */
  ref: string;
  input: unknown;
  /** The part of the hash that stood on the button. */
  tag?: string | undefined;
}

/** Nobody edits a proposal: another one, by whoever changes it, takes its place; both at once, or neither. */
export async function modify(parts: TrustParts, call: Caller, { ref, input, tag }: Change): Promise<Approval> {
  await assertMayPropose(parts, call);
  const approval = await requireApproval(parts, ref);
  if (approval.status !== "pending") throw new UserError(`Approval ${approval.number} is ${approval.status} already.`);
  assertSame(approval, tag);
  const { cause, because } = approval.grounds;
  const newer = await propose(parts, {
    ...{ call, ...readEffectCall(parts.catalogue, { name: approval.name, input }), isTainted: approval.isTainted },
    ...{ cause: { ref: cause, words: because }, replaces: approval },
  });
  parts.onOverride(approval.risk, newer.risk);
  return newer;
}
