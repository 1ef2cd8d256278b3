import type { Approval } from "#domain/trust/stored";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { isEffect } from "../capability.ts";
import type { Call } from "../context.ts";
import { UserError } from "../errors.ts";
import { requireApproval } from "./decide.ts";
import { moveAndTell } from "./move.ts";
import type { TrustParts } from "./parts.ts";
import { assertMayPropose, propose } from "./propose.ts";

/** Nobody edits a proposal: another one, by whoever changes it, takes its place. */
export async function modify(
  parts: TrustParts,
  call: Omit<Call, "signal">,
  { ref, input }: { ref: string; input: unknown },
): Promise<Approval> {
  await assertMayPropose(parts, call);
  const approval = await requireApproval(parts, ref);
  if (approval.status !== "pending") throw new UserError(`Approval ${approval.number} is ${approval.status} already.`);
  const effect = parts.catalogue.get(approval.name);
  if (!effect || !isEffect(effect)) throw new UserError(`There is no “${approval.name}” any more.`);
  const parsed = effect.input.safeParse(input, { error: explainIssue });
  if (!parsed.success) throw new UserError(joinIssues(toIssues(parsed.error)));

  const { cause, because } = approval.grounds;
  const newer = await propose(parts, {
    ...{ call, effect, input: parsed.data, isTainted: approval.isTainted },
    cause: { ref: cause, words: because },
  });
  parts.onOverride(approval.risk, newer.risk);
  const still = await parts.approvals.find(approval.id);
  if (still?.status === "pending") await giveWay(parts, still, { newer, by: call.actor.id });
  return newer;
}

/** The change may have moved it to another target, where it does not replace the first by itself. */
async function giveWay(
  parts: TrustParts,
  approval: Approval,
  { newer, by }: { newer: Approval; by: string },
): Promise<void> {
  await moveAndTell(parts, approval, {
    to: "superseded",
    set: { supersededBy: newer.id },
    audit: { verb: "superseded", actor: by, outcome: "superseded", payload: { by: newer.id } },
  });
}
