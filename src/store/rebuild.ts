import { type FactTableName, factTableNames, factTables } from "#domain/fact-tables";
import { addTo, type Facts } from "#domain/fold";
import { canonicalJson } from "#lib/hash";
import type { Db, Store } from "./db.ts";
import { asc, getTableName, type SQL, sql } from "./drizzle.ts";
import { createDigests, type Digests } from "./fact-digest.ts";
import { columnsOf, deleteFacts, type FactRows, loadFacts, replaceFacts } from "./fact-rows.ts";
import { understandStored } from "./fold.ts";
import { takeFoldTurn } from "./fold-turn.ts";
import { rebuildChanges, rebuildShipments } from "./shipments/rebuild.ts";
import { unpackTexts } from "./unpack.ts";

const SUBJECTS_PER_CHUNK = 500;

export interface RebuildReport {
  subjects: number;
  events: number;
  /** Rows that differed from what the events say, and were put right. */
  changed: number;
  /** Rows that no event speaks for. */
  removed: number;
  /** Events that could not be folded. */
  poisoned: number;
  /** Of each table's rows; equal wherever the same events were folded, in whatever order and on whichever engine. */
  digests: Record<FactTableName, string>;
}

export interface RebuildOptions {
  /** Hears after each chunk how many subjects are done. */
  onProgress?(subjects: number): void;
  signal?: AbortSignal;
}

/**
 * Folds every event anew, some subjects at a time, and writes where the facts differ. Intake goes on meanwhile: a chunk is
 * one short transaction that sees the events and the facts of its subjects at one moment. Events that wait to be folded
 * are folded with the rest. The digests are those of one moment only if nothing else was folded while they were taken.
 */
export async function rebuildFacts(store: Store, { onProgress, signal }: RebuildOptions = {}): Promise<RebuildReport> {
  const digests = createDigests();
  const report = { subjects: 0, events: 0, changed: 0, removed: 0, poisoned: 0 };
  for (let subjects = await nextSubjects(store, ""); subjects.length > 0; ) {
    signal?.throwIfAborted();
    const chunk = subjects;
    const rebuilt = await store.transaction((tx) => rebuildChunk(tx, chunk, digests));
    report.subjects += chunk.length;
    report.events += rebuilt.events;
    report.changed += rebuilt.changed;
    report.removed += rebuilt.removed;
    report.poisoned += rebuilt.poisoned;
    onProgress?.(report.subjects);
    subjects = await nextSubjects(store, chunk.at(-1) ?? "");
  }
  report.changed += await rebuildShipments(store);
  return { ...report, digests: digests.finish() };
}

/**
 * The subjects that come next in the database's own order, whether an event or only a fact speaks of them. Each part
 * reads no further than one chunk into its index.
 */
async function nextSubjects(db: Db, after: string): Promise<string[]> {
  const { events } = db.tables;
  const parts = factTableNames.map((name) => {
    const column = columnsOf(db, name)[factTables[name].subject];
    return nextOf(getTableName(db.tables[name]), column?.name ?? "", after);
  });
  const all = sql.join([nextOf(getTableName(events), events.subject.name, after), ...parts], sql` union `);
  const rows = await db.rows<{ subject: string }>(
    sql`select subject from (${all}) as known order by subject limit ${SUBJECTS_PER_CHUNK}`,
  );
  return rows.map(({ subject }) => subject);
}

function nextOf(table: string, column: string, after: string): SQL {
  const [from, name] = [sql.identifier(table), sql.identifier(column)];
  return sql`select subject from (select distinct ${name} as subject from ${from}
    where ${name} > ${after} order by ${name} limit ${SUBJECTS_PER_CHUNK}) as part`;
}

interface Chunk {
  events: number;
  changed: number;
  removed: number;
  poisoned: number;
}

async function rebuildChunk(tx: Db, subjects: string[], digests: Digests): Promise<Chunk> {
  await takeFoldTurn(tx);
  const { facts, events, poisoned } = await foldAgain(tx, subjects);
  const total: Chunk = { events, poisoned, changed: 0, removed: 0 };
  for (const name of factTableNames) {
    const right: FactRows = facts.get(name) ?? new Map();
    const live = await loadFacts(tx, name, { field: factTables[name].subject, values: subjects });
    const changed = [...right].filter(([key, row]) => !isSame(row, live.get(key))).map(([, row]) => row);
    const removed = [...live].filter(([key]) => !right.has(key)).map(([, row]) => row);
    await replaceFacts(tx, name, changed);
    await deleteFacts(tx, name, removed);
    digests.add(name, right.values());
    total.changed += changed.length;
    total.removed += removed.length;
  }
  const delivery = await rebuildChanges(tx, subjects);
  total.changed += delivery.changed;
  total.removed += delivery.removed;
  return total;
}

/** What the events of some subjects say, from nothing. */
async function foldAgain(tx: Db, subjects: string[]): Promise<{ facts: Facts; events: number; poisoned: number }> {
  const { events } = tx.tables;
  const rows = await tx
    .select({ normalised: events.normalised })
    .from(events)
    .where(sql`${events.subject} in ${unpackTexts(tx, subjects)} 
      and ${events.normalised} is not null and ${events.foldError} is null`)
    .orderBy(asc(events.id));
  const facts: Facts = new Map();
  let poisoned = 0;
  for (const { normalised } of rows) {
    const understood = understandStored(normalised);
    if ("error" in understood) poisoned++;
    else for (const contribution of understood.contributions) addTo(facts, contribution);
  }
  return { facts, events: rows.length, poisoned };
}

function isSame(right: unknown, live: unknown): boolean {
  return live !== undefined && canonicalJson(right) === canonicalJson(live);
}
