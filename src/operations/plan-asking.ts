import type { SourceTrust } from "#domain/model/source";
import type { Plan, Writer } from "#domain/plan/plan";
import type { Provenance } from "#kernel/ports/model";
import { toUuid } from "#lib/hash";

/** With its repair and the steps down the ladder; after that the person gets what rules can make of the idea. */
export const DRAFT_MS_MAX = 180_000;

export function traceOf({ id }: Pick<Plan, "id">): string {
  return toUuid(`plan:${id}`);
}

/** Words of strangers stay words of strangers, whoever passes them on. */
export function trustOf({ isTainted }: Pick<Plan, "isTainted">): SourceTrust {
  return isTainted ? "anyone" : "member";
}

export function toWriter({ traceId, model, prompt: name }: Provenance): Writer {
  return { traceId, model, prompt: name };
}
