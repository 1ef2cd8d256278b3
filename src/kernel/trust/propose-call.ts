import type { Approval } from "#domain/trust/stored";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { isEffect } from "../capability.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Proposal } from "./propose.ts";

/** Proposes an effect in the name of whoever calls, by its name. */
export async function proposeCall(
  context: Context,
  call: { name: string; input: unknown },
  why: Pick<Proposal, "isTainted" | "cause"> = {},
): Promise<Approval> {
  const effect = context.catalogue.get(call.name);
  if (!effect || !isEffect(effect)) throw new UserError(`“${call.name}” cannot be done.`);
  const input = effect.input.safeParse(call.input, { error: explainIssue });
  if (!input.success) throw new UserError(joinIssues(toIssues(input.error)));
  return context.trust.propose({ call: context, effect, input: input.data, ...why });
}
