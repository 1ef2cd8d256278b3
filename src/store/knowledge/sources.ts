import { randomUUIDv7 } from "node:crypto";
import {
  isTooMuchGone,
  type RunEnd,
  type RunReport,
  type SourceIdentity,
  type SourceOutcome,
  type SourceState,
} from "#domain/knowledge/source";
import type { Db, Store } from "../db.ts";
import { and, asc, count, eq, sql } from "../drizzle.ts";
import { removeUnseen, unseen } from "./remove.ts";

const SKIPPED_KEPT_MAX = 20;
const SOURCES_MAX = 1_000;

/** Begins to read a source from one end to the other; answers the name of this reading. */
export function beginRun(db: Db, source: SourceIdentity, now: Date): Promise<string> {
  return writeRun(db, source, { startedAt: now, endedAt: null, outcome: "running" });
}

/** Notes that a source which is never read from end to end has brought something. */
export function noteSource(db: Db, source: SourceIdentity, now: Date): Promise<string> {
  return writeRun(db, source, { startedAt: now, endedAt: now, outcome: "complete" });
}

async function writeRun(
  db: Db,
  { key, ...identity }: SourceIdentity,
  begun: Pick<SourceState, "startedAt" | "endedAt" | "outcome">,
): Promise<string> {
  const run = randomUUIDv7();
  const { knowledgeSources } = db.tables;
  const empty = {
    error: null,
    removed: 0,
    heldBack: 0,
    skipped: 0,
    skippedFirst: [],
    nextRunAt: null,
    done: 0,
    total: null,
  };
  const set = { ...identity, ...begun, ...empty, run };
  await db
    .insert(knowledgeSources)
    .values({ key, ...set })
    .onConflictDoUpdate({ target: knowledgeSources.key, set });
  return run;
}

/** Ends it, and removes what is gone, unless that is too much to believe. */
export async function endRun(
  store: Store,
  { key, run, at }: { key: string; run: string; at: Date },
  end: RunEnd,
): Promise<RunReport> {
  const { knowledgeSources } = store.tables;
  const isMine = and(eq(knowledgeSources.key, key), eq(knowledgeSources.run, run));
  // Another reading that began meanwhile has seen what this one has not; nothing may go by what only one of them saw.
  if ((await store.$count(knowledgeSources, isMine)) === 0) return { removed: 0, heldBack: 0 };
  const report = await reconcile(store, { key, run }, end);
  const failures = end.error === undefined ? 0 : sql`${knowledgeSources.failures} + 1`;
  const ended = {
    ...{ ...report, endedAt: at, error: end.error ?? null, nextRunAt: end.nextRunAt ?? null },
    ...{ skipped: end.skipped.length, skippedFirst: end.skipped.slice(0, SKIPPED_KEPT_MAX) },
    ...{ outcome: outcomeOf(end), failures },
    ...(end.audience !== undefined && { audience: end.audience }),
  };
  await store.update(knowledgeSources).set(ended).where(isMine);
  return report;
}

function outcomeOf({ isComplete, error }: RunEnd): SourceOutcome {
  if (error !== undefined) return "failed";
  return isComplete ? "complete" : "partial";
}

async function reconcile(store: Store, { key, run }: { key: string; run: string }, end: RunEnd): Promise<RunReport> {
  if (!end.isComplete || end.isAddition || end.error !== undefined) return { removed: 0, heldBack: 0 };
  const { documents } = store.tables;
  const [gone, known] = await Promise.all([
    store.$count(documents, unseen(store, key, run)),
    store.$count(documents, eq(documents.source, key)),
  ]);
  if (isTooMuchGone(gone, known) && !end.isForced) return { removed: 0, heldBack: gone };
  return { removed: await removeUnseen(store, key, run), heldBack: 0 };
}

/** Says how far a reading has come. */
export async function noteProgress(
  db: Db,
  { key, run }: { key: string; run: string },
  progress: { done: number; total: number },
): Promise<void> {
  const { knowledgeSources } = db.tables;
  await db
    .update(knowledgeSources)
    .set(progress)
    .where(and(eq(knowledgeSources.key, key), eq(knowledgeSources.run, run)));
}

/** When each source is to be read next, and how it went. */
export async function readSchedule(db: Db): Promise<Scheduled[]> {
  const { key, audience, nextRunAt, failures } = db.tables.knowledgeSources;
  return db.select({ key, audience, nextRunAt, failures }).from(db.tables.knowledgeSources).limit(SOURCES_MAX);
}

export type Scheduled = Pick<SourceState, "key" | "audience" | "nextRunAt" | "failures">;

/** Every source with what is indexed of it. */
export async function listSources(db: Db): Promise<SourceState[]> {
  const { knowledgeSources, documents } = db.tables;
  const sources = await db.select().from(knowledgeSources).orderBy(asc(knowledgeSources.key)).limit(SOURCES_MAX);
  const sums = await db
    .select({
      source: documents.source,
      documents: count(),
      chunks: sql<number>`sum(${documents.chunks})`.mapWith(Number),
      truncated: count(sql`case when ${documents.isTruncated} then 1 end`),
    })
    .from(documents)
    .groupBy(documents.source);
  return sources.map(({ run: _, ...source }) => {
    const { documents: kept = 0, chunks = 0, truncated = 0 } = sums.find((sum) => sum.source === source.key) ?? {};
    return { ...source, documents: kept, chunks, truncated };
  });
}
