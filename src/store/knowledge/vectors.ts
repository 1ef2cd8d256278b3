import { indexedText } from "#domain/knowledge/chunks";
import { toBytes } from "#domain/knowledge/vectors";
import type { Db, Store } from "../db.ts";
import { and, asc, count, eq, gt, inArray, isNull, ne, not, or, sql } from "../drizzle.ts";
import { createVectorIndex, type VectorIndex } from "./vector-index.ts";

const FORGOTTEN_AT_ONCE_MAX = 500;

/** A passage that has no vector yet. */
export interface Bare {
  chunk: number;
  text: string;
}

export interface VectorSpace {
  model: string;
  dimension: number | null;
  completedAt: Date | null;
  error: string | null;
  /** Passages with a vector, of those that may have one. */
  filled: number;
  total: number;
}

/** What is kept of the vectors of one model. `excluded` are audiences whose words are never embedded; "channel:*" are all. */
export function createVectors(store: Store, { model, excluded }: { model: string; excluded: readonly string[] }) {
  const { vectorSpaces, vectors } = store.tables;
  const isThis = eq(vectorSpaces.model, model);
  return {
    model,
    /** Passages without one, those behind a passage, the oldest first. */
    bare: (after: number, limit: number): Promise<Bare[]> => listBare(store, { model, excluded, after, limit }),
    /** Of these texts, by their hashes, those of which there is a vector. */
    async known(hashes: readonly string[]): Promise<Set<string>> {
      const rows = await store
        .select({ hash: vectors.hash })
        .from(vectors)
        .where(and(eq(vectors.model, model), inArray(vectors.hash, [...hashes])));
      return new Set(rows.map(({ hash }) => hash));
    },
    keep: (made: Made): Promise<void> => store.transaction((tx) => keep(tx, model, made)),
    async note(change: { error: string | null }): Promise<void> {
      const values = { model, dimension: null, completedAt: null, ...change };
      await store.insert(vectorSpaces).values(values).onConflictDoUpdate({ target: vectorSpaces.model, set: change });
    },
    /** Every passage has its vector: from now on they are searched, and those of other models go. */
    complete: (at: Date): Promise<void> => store.transaction((tx) => complete(tx, model, at)),
    async space(): Promise<VectorSpace | undefined> {
      const [space] = await store.select().from(vectorSpaces).where(isThis);
      return space && { ...space, ...(await countFilled(store, { model, excluded })) };
    },
    index: (): VectorIndex => createVectorIndex(store, model),
    /** Forgets a limited number of vectors that no passage has any more; answers how many. */
    forget: (): Promise<number> => forgetOrphans(store),
  };
}

export type Vectors = ReturnType<typeof createVectors>;

/** The passages that these texts stand for, and the vectors of those texts of which there was none. */
export interface Made {
  passages: readonly (Bare & { hash: string })[];
  vectors: ReadonlyMap<string, Float32Array>;
}

interface Which {
  model: string;
  excluded: readonly string[];
}

function isOpen({ tables: { chunks } }: Db, excluded: readonly string[]) {
  const closed = excluded.map((one) =>
    one.endsWith("*") ? sql`${chunks.audience} like ${`${one.slice(0, -1)}%`}` : eq(chunks.audience, one),
  );
  return closed.length === 0 ? undefined : not(or(...closed) ?? sql`false`);
}

interface Stretch {
  after: number;
  limit: number;
}

async function listBare(db: Db, { model, excluded, after, limit }: Which & Stretch): Promise<Bare[]> {
  const { chunks, chunkTexts, documents, chunkVectors } = db.tables;
  const rows = await db
    .select({ chunk: chunks.id, title: documents.title, heading: chunkTexts.heading, body: chunkTexts.body })
    .from(chunks)
    .innerJoin(chunkTexts, eq(chunkTexts.chunk, chunks.id))
    .innerJoin(documents, eq(documents.id, chunks.document))
    .leftJoin(chunkVectors, and(eq(chunkVectors.chunk, chunks.id), eq(chunkVectors.model, model)))
    .where(and(gt(chunks.id, after), isNull(chunkVectors.chunk), isOpen(db, excluded)))
    .orderBy(asc(chunks.id))
    .limit(limit);
  return rows.map(({ chunk, title, ...piece }) => ({ chunk, text: indexedText(title, piece) }));
}

/** What a passage says may have changed while its vector was made; then it has none yet. */
async function keep(tx: Db, model: string, { passages, vectors: made }: Made): Promise<void> {
  const { vectorSpaces, vectors, chunkVectors } = tx.tables;
  const [dimension = null] = [...made.values()].map(({ length }) => length);
  const values = { model, dimension, completedAt: null, error: null, revision: 1 };
  const set = { error: null, revision: sql`${vectorSpaces.revision} + 1`, ...(dimension !== null && { dimension }) };
  await tx.insert(vectorSpaces).values(values).onConflictDoUpdate({ target: vectorSpaces.model, set });
  const rows = [...made].map(([hash, vector]) => ({ model, hash, vector: toBytes(vector) }));
  if (rows.length > 0) await tx.insert(vectors).values(rows).onConflictDoNothing();
  const now = new Map((await readTexts(tx, passages)).map(({ chunk, text }) => [chunk, text]));
  const same = passages.filter(({ chunk, text }) => now.get(chunk) === text);
  if (same.length === 0) return;
  const kept = same.map(({ chunk, hash }) => ({ chunk, model, hash }));
  await tx.insert(chunkVectors).values(kept).onConflictDoNothing();
}

async function readTexts(db: Db, passages: Made["passages"]): Promise<Bare[]> {
  const { chunks, chunkTexts, documents } = db.tables;
  const ids = passages.map(({ chunk }) => chunk);
  const rows = await db
    .select({ chunk: chunks.id, title: documents.title, heading: chunkTexts.heading, body: chunkTexts.body })
    .from(chunks)
    .innerJoin(chunkTexts, eq(chunkTexts.chunk, chunks.id))
    .innerJoin(documents, eq(documents.id, chunks.document))
    .where(inArray(chunks.id, ids));
  return rows.map(({ chunk, title, ...piece }) => ({ chunk, text: indexedText(title, piece) }));
}

async function complete(tx: Db, model: string, at: Date): Promise<void> {
  const { vectorSpaces, vectors, chunkVectors } = tx.tables;
  const set = { completedAt: at, error: null };
  const values = { model, dimension: null, ...set };
  await tx.insert(vectorSpaces).values(values).onConflictDoUpdate({ target: vectorSpaces.model, set });
  await tx.delete(vectorSpaces).where(ne(vectorSpaces.model, model));
  await tx.delete(chunkVectors).where(ne(chunkVectors.model, model));
  await tx.delete(vectors).where(ne(vectors.model, model));
}

async function countFilled(db: Db, { model, excluded }: Which) {
  const { chunks, chunkVectors } = db.tables;
  const [row] = await db
    .select({ total: count(), filled: count(chunkVectors.chunk) })
    .from(chunks)
    .leftJoin(chunkVectors, and(eq(chunkVectors.chunk, chunks.id), eq(chunkVectors.model, model)))
    .where(isOpen(db, excluded));
  return { filled: row?.filled ?? 0, total: row?.total ?? 0 };
}

async function forgetOrphans(db: Db): Promise<number> {
  const { vectors, chunkVectors } = db.tables;
  const orphans = await db
    .select({ model: vectors.model, hash: vectors.hash })
    .from(vectors)
    .leftJoin(chunkVectors, and(eq(chunkVectors.model, vectors.model), eq(chunkVectors.hash, vectors.hash)))
    .where(isNull(chunkVectors.chunk))
    .limit(FORGOTTEN_AT_ONCE_MAX);
  const hashes = orphans.map(({ hash }) => hash);
  const models = [...new Set(orphans.map(({ model }) => model))];
  if (hashes.length === 0) return 0;
  const unused = sql`not exists (select 1 from ${chunkVectors}
    where ${chunkVectors.model} = ${vectors.model} and ${chunkVectors.hash} = ${vectors.hash})`;
  await db.delete(vectors).where(and(inArray(vectors.model, models), inArray(vectors.hash, hashes), unused));
  return orphans.length;
}
