import type { z } from "zod";
import type { Capability, Catalogue } from "#kernel/capability";
import type { RefusalCode } from "#kernel/invocation";

export const STATUS_OF_REFUSAL: Record<RefusalCode, number> = {
  ...{ unknown: 404, invalid: 400, forbidden: 403 },
  ...{ user: 422, outdated: 422, limit: 429 },
};

export interface Published {
  path: string;
  capability: Capability;
  /** The key under which the result is answered; undefined where it is the whole answer. */
  under?: string;
  /** How a call is answered that cannot be done as asked. */
  refusedAs: number;
}

/** Paths that other programs already call, each one of ours under another address. */
const PATHS: { path: string; name: string; under?: string; refusedAs?: number }[] = [
  { path: "/v1/reports/standup", name: "standup", under: "report" },
  { path: "/v1/reports/triage", name: "triage", under: "report" },
  // Those who call it expect of a rule that is no rule what others expect of input that is not valid.
  { path: "/v1/signals/evaluate", name: "signals.evaluate", refusedAs: STATUS_OF_REFUSAL.invalid },
  { path: "/v1/policy/evaluate", name: "policy.evaluate" },
];

export function listPublished(catalogue: Catalogue): Published[] {
  return PATHS.flatMap(({ name, refusedAs = STATUS_OF_REFUSAL.user, ...published }) => {
    const capability = catalogue.get(name);
    return capability ? [{ ...published, refusedAs, capability }] : [];
  });
}

export function wrapResult({ under }: Pick<Published, "under">, result: unknown): unknown {
  return under === undefined ? result : { [under]: result };
}

export type ResultSchema = z.core.JSONSchema.BaseSchema;

/** The schema of what `wrapResult` answers. */
export function wrapSchema({ under }: Pick<Published, "under">, schema: ResultSchema): ResultSchema {
  return under === undefined ? schema : { type: "object", required: [under], properties: { [under]: schema } };
}
