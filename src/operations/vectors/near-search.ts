import { setTimeout as pause } from "node:timers/promises";
import type { Findings, Query } from "#domain/knowledge/passage";
import type { Ranked } from "#domain/knowledge/ranking";
import type { Log } from "#kernel/context";
import type { Embedder } from "#kernel/ports/embeddings";
import { createScrubber, type PiiLevel } from "#lib/pii";
import type { VectorIndex } from "#store/knowledge/vector-index";

/** So long somebody who asks waits for what vectors find beside the words. */
const DEADLINE_MS = 800;
const NEAREST_MAX = 50;
const FAILURES_BEFORE_REST = 3;
const REST_MS = 30_000;

export interface NearParts {
  embedder: Embedder;
  index: Pick<VectorIndex, "nearest">;
  piiLevel(): PiiLevel;
  log: Pick<Log, "warn">;
  now(): Date;
  deadlineMs?: number;
}

type Search = (query: Query) => Promise<Findings>;

/**
 * Searches by words and by meaning. What vectors find comes in time or not at all: a server that is slow, away or wrong
 * costs nobody an answer, and one that keeps failing is left alone for a while.
 */
export function createNearSearch(search: Search, parts: NearParts): Search {
  const { deadlineMs = DEADLINE_MS, now, log } = parts;
  let failures = 0;
  let restsUntil = 0;

  async function findNearest(query: Query): Promise<readonly Ranked[]> {
    if (now().getTime() < restsUntil) return [];
    try {
      const found = await inTime((signal) => look(parts, query, signal), deadlineMs);
      failures = 0;
      return found;
    } catch (error) {
      failures++;
      if (failures >= FAILURES_BEFORE_REST) restsUntil = now().getTime() + REST_MS;
      log.warn({ error, failures }, "searched without vectors");
      return [];
    }
  }

  return async (query) => search({ ...query, nearest: await findNearest(query) });
}

async function look(parts: NearParts, { q, audiences }: Query, signal: AbortSignal): Promise<readonly Ranked[]> {
  const { embedder, index, piiLevel, deadlineMs = DEADLINE_MS } = parts;
  const sent = createScrubber(piiLevel()).scrub(q);
  const [vector] = await embedder.embed([sent], { signal, timeoutMs: deadlineMs });
  if (!vector) return [];
  return (await index.nearest({ vector, audiences, limit: NEAREST_MAX })) ?? [];
}

/** Throws when it is not done in time; what it still does then is stopped. */
async function inTime<Result>(work: (signal: AbortSignal) => Promise<Result>, ms: number): Promise<Result> {
  const end = new AbortController();
  const late = pause(ms, undefined, { signal: end.signal }).then(() => {
    throw new Error("It took too long.");
  });
  // Whichever comes second is nobody's concern any more.
  late.catch(() => undefined);
  try {
    return await Promise.race([work(end.signal), late]);
  } finally {
    end.abort();
  }
}
