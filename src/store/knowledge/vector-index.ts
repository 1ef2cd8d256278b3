import { Worker } from "node:worker_threads";
import type { Ranked } from "#domain/knowledge/ranking";
import { fromBytes } from "#domain/knowledge/vectors";
import type { Db } from "../db.ts";
import { and, eq, inArray } from "../drizzle.ts";
import type { Nearest, Order } from "./vector-worker.ts";

/** Above either, the words alone are searched: every vector is compared with every question, and held for that. */
const VECTORS_MAX = 50_000;
const BYTES_MAX = 200_000_000;
const LOADED_AT_ONCE = 500;
/** So long the vectors are taken for those that there are. */
const FRESH_MS = 15_000;

export interface NearQuery {
  vector: Float32Array;
  audiences: readonly string[];
  limit: number;
}

export interface VectorIndex {
  /** The passages nearest to a vector, best first; undefined while not all vectors are there to be searched. */
  nearest(query: NearQuery): Promise<Ranked[] | undefined>;
  close(): Promise<void>;
}

/** Compares vectors in a thread of its own. They are loaded with the first question, and followed from then on. */
export function createVectorIndex(db: Db, model: string): VectorIndex {
  let running: Running | undefined;

  function start(): Running {
    const worker = new Worker(new URL("./vector-worker.ts", import.meta.url));
    const started: Running = { worker, known: new Map(), waiting: new Map(), asked: 0, revision: null, checkedAt: 0 };
    worker.on("message", ({ id, ranked }: Nearest) => {
      started.waiting.get(id)?.(ranked);
      started.waiting.delete(id);
    });
    worker.on("error", () => end(started));
    worker.on("exit", () => end(started));
    worker.unref();
    return started;
  }

  function end(one: Running): void {
    if (running === one) running = undefined;
    for (const resolve of one.waiting.values()) resolve(undefined);
    one.waiting.clear();
    void one.worker.terminate();
  }

  return {
    async nearest(query) {
      running ??= start();
      const one = running;
      one.loading ??= refresh(db, model, one).finally(() => {
        delete one.loading;
      });
      // What was there a moment ago is searched while what is new comes in; the first time there is nothing.
      if (one.revision === null) await one.loading;
      else one.loading.catch(() => undefined);
      if (one.revision === null) return undefined;
      return new Promise((resolve) => {
        const id = one.asked++;
        one.waiting.set(id, resolve);
        one.worker.postMessage({ do: "search", id, ...query } satisfies Order);
      });
    },
    async close() {
      const one = running;
      running = undefined;
      await one?.loading?.catch(() => undefined);
      await one?.worker.terminate();
    },
  };
}

interface Running {
  worker: Worker;
  /** What the thread holds: which vector each passage has, and who may read it. */
  known: Map<number, string>;
  waiting: Map<number, (ranked: Ranked[] | undefined) => void>;
  asked: number;
  /** Of what it holds; null while it holds nothing that may be searched. */
  revision: number | null;
  checkedAt: number;
  loading?: Promise<void>;
}

async function refresh(db: Db, model: string, one: Running): Promise<void> {
  if (one.revision !== null && Date.now() - one.checkedAt <= FRESH_MS) return;
  const { vectorSpaces } = db.tables;
  const [space] = await db.select().from(vectorSpaces).where(eq(vectorSpaces.model, model));
  one.checkedAt = Date.now();
  if (space && space.revision === one.revision) return;
  // Until every passage has one, some would be preferred for no other reason.
  const rows = space?.completedAt ? await listRows(db, model) : undefined;
  if (!space || !rows || isTooMuch(rows.length, space.dimension)) {
    one.revision = null;
    return;
  }
  await follow(db, { model, one, rows });
  one.revision = space.revision;
}

function isTooMuch(many: number, dimension: number | null): boolean {
  return many > VECTORS_MAX || many * (dimension ?? 0) * 4 > BYTES_MAX;
}

interface Row extends Ranked {
  audience: string;
  hash: string;
}

function listRows(db: Db, model: string): Promise<Row[]> {
  const { chunks, chunkVectors } = db.tables;
  return db
    .select({ chunk: chunks.id, document: chunks.document, audience: chunks.audience, hash: chunkVectors.hash })
    .from(chunkVectors)
    .innerJoin(chunks, eq(chunks.id, chunkVectors.chunk))
    .where(eq(chunkVectors.model, model))
    .limit(VECTORS_MAX + 1);
}

/** Brings the thread from what it holds to what there is. */
async function follow(db: Db, { model, one, rows }: { model: string; one: Running; rows: Row[] }): Promise<void> {
  const now = new Map(rows.map((row) => [row.chunk, `${row.hash} ${row.audience}`]));
  const gone = [...one.known].filter(([chunk, what]) => now.get(chunk) !== what).map(([chunk]) => chunk);
  one.worker.postMessage({ do: "drop", chunks: gone } satisfies Order);
  for (const chunk of gone) one.known.delete(chunk);
  const fresh = rows.filter(({ chunk }) => !one.known.has(chunk));
  for (let start = 0; start < fresh.length; start += LOADED_AT_ONCE) {
    const turn = fresh.slice(start, start + LOADED_AT_ONCE);
    const vectors = await loadVectors(db, model, turn);
    const found = turn.flatMap(({ hash, ...row }) => {
      const vector = vectors.get(hash);
      return vector ? [{ ...row, vector }] : [];
    });
    one.worker.postMessage({ do: "add", rows: found } satisfies Order);
    for (const { chunk, hash, audience } of turn) one.known.set(chunk, `${hash} ${audience}`);
  }
}

async function loadVectors(db: Db, model: string, rows: readonly Row[]): Promise<Map<string, Float32Array>> {
  const { vectors } = db.tables;
  const hashes = [...new Set(rows.map(({ hash }) => hash))];
  const found = await db
    .select({ hash: vectors.hash, vector: vectors.vector })
    .from(vectors)
    .where(and(eq(vectors.model, model), inArray(vectors.hash, hashes)));
  return new Map(found.map(({ hash, vector }) => [hash, fromBytes(vector)]));
}
