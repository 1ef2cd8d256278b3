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
  /** What those who call it expect to be told when one of these is missing. */
  needs?: { fields: readonly string[]; detail: string };
  /** How long what is sent may be; as short as anything else unless given. */
  bodyBytesMax?: number;
}

/** A document of the longest kind, each of its signs written as an escape. */
const DOCUMENT_BODY_BYTES_MAX = 12_000_000;
const DOCUMENTS_BODY_BYTES_MAX = 25_000_000;

/** Paths that other programs already call, each one of ours under another address. */
const PATHS: (Omit<Published, "capability" | "refusedAs"> & { name: string; refusedAs?: number })[] = [
  { path: "/v1/reports/standup", name: "standup", under: "report" },
  { path: "/v1/reports/sprint-health", name: "sprint", under: "report" },
  { path: "/v1/reports/triage", name: "triage", under: "report" },
  // Those who call it expect of a rule that is no rule what others expect of input that is not valid.
  { path: "/v1/signals/evaluate", name: "signals.evaluate", refusedAs: STATUS_OF_REFUSAL.invalid },
  { path: "/v1/policy/evaluate", name: "policy.evaluate" },
  ...["/index", "/v1/index", "/v1/rag/index", "/ingest/doc"].map((path) => ({
    ...{ path, name: "rag.index", bodyBytesMax: DOCUMENT_BODY_BYTES_MAX },
    needs: { fields: ["id", "content"], detail: "id and content required" },
  })),
  ...["/index/bulk", "/v1/index/bulk", "/v1/rag/index/bulk", "/ingest/docs"].map((path) => ({
    ...{ path, name: "rag.index-bulk", bodyBytesMax: DOCUMENTS_BODY_BYTES_MAX },
    needs: { fields: ["docs"], detail: "docs required" },
  })),
  ...["/search", "/v1/rag/search", "/tools/rag.search"].map((path) => ({
    ...{ path, name: "rag.search" },
    needs: { fields: ["q"], detail: "q required" },
  })),
];

/** What a call of a path is told of its body, where something is missing without which it makes no sense. */
export function explainMissing({ needs }: Published, body: unknown): string | undefined {
  const given = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  return needs?.fields.some((field) => isMissing(given[field])) ? needs.detail : undefined;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

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
