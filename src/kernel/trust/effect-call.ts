import { parseGiven } from "#lib/issues";
import { type Catalogue, type Effect, findEffect } from "../capability.ts";
import { UserError } from "../errors.ts";

/** The effect that a call names and the input it takes; a UserError where there is none, or it takes another. */
export function readEffectCall(
  catalogue: Catalogue,
  { name, input }: { name: string; input: unknown },
): { effect: Effect; input: unknown } {
  const effect = findEffect(catalogue, name);
  if (!effect) throw new UserError(`There is no “${name}” any more.`);
  return { effect, input: parseGiven(effect.input, input) };
}
