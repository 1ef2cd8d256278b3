import type { Approval } from "#domain/trust/stored";
import type { Context } from "../context.ts";
import { readEffectCall } from "./effect-call.ts";
import type { Proposal } from "./propose.ts";

/** Proposes an effect in the name of whoever calls, by its name. */
export async function proposeCall(
  context: Context,
  call: { name: string; input: unknown },
  why: Pick<Proposal, "isTainted" | "cause"> = {},
): Promise<Approval> {
  const named = readEffectCall(context.catalogue, call);
  return context.trust.propose({ call: context, ...named, ...why });
}
