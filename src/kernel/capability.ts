import { z } from "zod";
import type { View } from "#lib/view";
import type { Context } from "./context.ts";

/** What a mistaken run of an effect could cost. Policy may only raise it. */
export type EffectRisk = "low" | "medium" | "high" | "critical";

type AnySchema = z.ZodType;

interface Definition<Input extends AnySchema, Result extends AnySchema> {
  /** `area.verb` or one word, in kebab case. */
  name: string;
  summary: string;
  input: Input;
  result: Result;
  /** The words people type: "/standup", or "/adjutant link". Every capability also answers to "/adjutant NAME". */
  command?: `/${string}`;
  view(result: z.output<Result>): View;
}

/** Runs at once: looks something up, or keeps a record of our own. */
export interface Action<Input extends AnySchema = AnySchema, Result extends AnySchema = AnySchema>
  extends Definition<Input, Result> {
  /**
   * `read` changes nothing. `record` changes only our own records (a snooze, a link, a team), in the name of the person
   * who asked.
   */
  risk: "read" | "record";
  run(context: Context, input: z.output<Input>): Promise<z.output<Result>>;
}

/** Changes the outside world, so it must also say what it touches and how to find out whether it happened. */
export interface Effect<Input extends AnySchema = AnySchema, Result extends AnySchema = AnySchema>
  extends Definition<Input, Result> {
  risk: EffectRisk;
  /** "slack:C024": what it touches, for the card, the lock and the audit. */
  target(input: z.output<Input>): string;
  /** One write, carrying the key by which `reconcile` can find it. */
  run(context: Context, input: z.output<Input>, key: string): Promise<z.output<Result>>;
  /** Done already? The earlier result; undefined when proved absent; throws UnavailableError when it cannot be known. */
  reconcile(context: Context, input: z.output<Input>, key: string): Promise<z.output<Result> | undefined>;
}

/**
 * One thing the product can do. Every surface (Slack, HTTP, CLI, schedule) is derived from this definition, so a
 * capability never knows who called it.
 */
export type Capability = Action | Effect;

/** Everything the product can do, by name. */
export type Catalogue = ReadonlyMap<string, Capability>;

/** Infers the schemas at the definition site; adds nothing at run time. */
export function defineCapability<Input extends AnySchema, Result extends AnySchema>(
  capability: Action<Input, Result>,
): Action<Input, Result> {
  return capability;
}

export function defineEffect<Input extends AnySchema, Result extends AnySchema>(
  effect: Effect<Input, Result>,
): Effect<Input, Result> {
  return effect;
}

export function createCatalogue(capabilities: readonly Capability[]): Catalogue {
  const catalogue = new Map(capabilities.map((capability) => [capability.name, refusingUnknown(capability)]));
  if (catalogue.size !== capabilities.length) throw new Error("Two capabilities share a name.");
  return catalogue;
}

/** A field that does not exist is a mistake, which whoever made it wants to hear of. */
function refusingUnknown(capability: Capability): Capability {
  const { input } = capability;
  return input instanceof z.ZodObject ? { ...capability, input: input.strict() } : capability;
}
