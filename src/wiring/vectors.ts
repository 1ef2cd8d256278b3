import type { Config } from "#config";
import type { Findings, Query } from "#domain/knowledge/passage";
import type { Log } from "#kernel/context";
import type { Embedder } from "#kernel/ports/embeddings";
import type { PolicySource } from "#kernel/ports/policy";
import type { Metrics } from "#lib/metrics";
import type { Filling } from "#operations/vectors/fill";
import { createNearSearch } from "#operations/vectors/near-search";
import type { Store } from "#store/db";
import { createVectors } from "#store/knowledge/vectors";
import { lazily } from "./lazy.ts";

export interface VectorWiring {
  config: Config;
  store: Store;
  policy: PolicySource;
  metrics: Metrics;
  log: Log;
  now(): Date;
}

type Search = (query: Query) => Promise<Findings>;

/** Vectors of what documents say, where a server is configured that makes them; else undefined. */
export function createVectorParts({ config, store, policy, metrics, log, now }: VectorWiring) {
  const { embeddings } = config;
  if (!embeddings) return undefined;
  const { model, excluded, ...server } = embeddings;
  const loaded = lazily<Embedder>(async () => {
    const { createEmbeddings } = await import("#integrations/openai/embeddings");
    return createEmbeddings({ ...server, model, now, onAttempt: counting(metrics) });
  });
  const embedder: Embedder = { model, embed: (texts, asked) => loaded.embed(texts, asked) };
  const vectors = createVectors(store, { model, excluded });
  const index = vectors.index();
  const piiLevel = () => policy.current().limits.pii_redaction;
  const filling: Filling = { vectors, embedder, piiLevel, log, now };
  return {
    filling,
    searchWith: (search: Search): Search => createNearSearch(search, { embedder, index, piiLevel, log, now }),
    close: () => index.close(),
  };
}

function counting(metrics: Metrics) {
  return ({ status, ms }: { status: number; ms: number }) => {
    metrics.count("vendor_requests_total", { vendor: "embeddings", status: String(status) });
    metrics.observe("vendor_request_seconds", ms / 1_000, { vendor: "embeddings" });
  };
}

export type VectorParts = ReturnType<typeof createVectorParts>;
