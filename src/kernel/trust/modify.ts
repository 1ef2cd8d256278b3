import type { Approval } from "#domain/trust/stored";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { isEffect } from "../capability.ts";
import type { Caller } from "../context.ts";
import { UserError } from "../errors.ts";
import { assertSame, requireApproval } from "./decide.ts";
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
  const effect = parts.catalogue.get(approval.name);
  if (!effect || !isEffect(effect)) throw new UserError(`There is no “${approval.name}” any more.`);
  const parsed = effect.input.safeParse(input, { error: explainIssue });
  if (!parsed.success) throw new UserError(joinIssues(toIssues(parsed.error)));

  const { cause, because } = approval.grounds;
  const newer = await propose(parts, {
    ...{ call, effect, input: parsed.data, isTainted: approval.isTainted },
    ...{ cause: { ref: cause, words: because }, replaces: approval },
  });
  parts.onOverride(approval.risk, newer.risk);
  return newer;
}
