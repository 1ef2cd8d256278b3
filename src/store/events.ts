import type { EventOf, NewEvent } from "#domain/events";
import { createBatch } from "#lib/batch";
import { insertRows } from "./bulk.ts";
import type { Db, Store } from "./db.ts";
import { and, asc, isNotNull, lt, sql } from "./drizzle.ts";
import { foldEvents, type Understood, understand } from "./fold.ts";
import { foldPending } from "./fold-pending.ts";
import { enqueue, enqueueFast } from "./jobs.ts";
import { isRefusal } from "./refusal.ts";
import { unpackNumbers, unpackTexts } from "./unpack.ts";

export const FOLD_QUEUE = "fold";
/** What is written on tickets, where somebody is named. */
export const REMARK_QUEUE = "remark";
/** A transaction of so many events keeps others waiting for about a tenth of a second. */
export const EVENTS_PER_BATCH = 2_000;
const PURGED_MAX = 1_000;
const COLUMNS = [
  ...["source", "delivery", "kind", "subject", "occurredAt", "receivedAt", "normalised", "payload"],
  ...["foldedAt", "foldError"],
];

interface Recorded {
  status: "recorded" | "duplicate";
  id: number;
}

/** The kernel's events port: the inbox of the world. */
export function createEvents(store: Store) {
  return {
    record: createBatch((events: NewEvent[]) => recordAll(store, events)),
    ingest: (events: NewEvent[]) => ingest(store, events),
    foldPending: (now: Date) => foldPending(store, now),
    poisoned: (limit: number) => listPoisoned(store, limit),
    retryPoisoned: () => retryPoisoned(store),
    countPayloads: (before: Date) => store.$count(store.tables.events, isOldPayload(store, before)),
    purgePayloads: (before: Date) => purgePayloads(store, before),
  };
}

/** Events and their job are one commit: what we acknowledge is stored, and what is stored gets folded. */
async function recordAll(store: Store, events: NewEvent[]): Promise<Recorded[]> {
  return store.transaction(async (tx) => {
    const added = await insertEvents(tx, events.map(toPendingRow));
    const ids = [...added.values()];
    if (ids.length > 0) {
      const key = `${FOLD_QUEUE}:${Math.min(...ids)}`;
      await enqueueFast(tx, { queue: FOLD_QUEUE, key, payload: {}, runAt: new Date() });
    }
    for (const { normalised } of events.filter((event) => added.has(keyOf(event)))) {
      if (normalised?.kind === "remark") await enqueueRemark(tx, normalised);
    }
    const known = added.size < events.length ? await findIds(tx, events) : added;
    const fresh = new Set(added.keys());
    return events.map((event) => toRecorded(event, fresh, known));
  });
}

/** Edited, it comes again, and is looked at again; what was answered is not answered twice. */
async function enqueueRemark(tx: Db, { ref, comment }: EventOf<"remark">): Promise<void> {
  await enqueue(tx, {
    ...{ queue: REMARK_QUEUE, key: `${REMARK_QUEUE}:${ref}:${comment}`, payload: { ref, comment }, runAt: new Date() },
  });
}

function toRecorded(event: NewEvent, fresh: Set<string>, known: Map<string, number>): Recorded {
  const key = keyOf(event);
  // The same delivery twice in one batch is new only once.
  const status = fresh.delete(key) ? "recorded" : "duplicate";
  const id = known.get(key);
  if (id === undefined) throw new Error(`The delivery ${event.delivery} is neither new nor known.`);
  return { status, id };
}

/** Folds as it stores. Where the database refuses a fact, the events are stored to be folded one by one. */
async function ingest(store: Store, events: NewEvent[]): Promise<Ingested> {
  try {
    return await ingestAll(store, events);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const recorded = await recordAll(store, events);
    const inserted = recorded.filter(({ status }) => status === "recorded").length;
    const { poisoned } = await foldPending(store, new Date());
    return { inserted, duplicates: events.length - inserted, poisoned: poisoned.length };
  }
}

interface Ingested {
  inserted: number;
  duplicates: number;
  poisoned: number;
}

async function ingestAll(store: Store, events: NewEvent[]): Promise<Ingested> {
  if (events.length > EVENTS_PER_BATCH) throw new Error(`Ingest at most ${EVENTS_PER_BATCH} events at once.`);
  const read = new Map<string, { event: NewEvent; understood: Understood }>();
  for (const event of events) {
    const key = keyOf(event);
    if (!read.has(key)) read.set(key, { event, understood: understand(event.normalised) });
  }
  const rows = [...read.values()].map(({ event, understood }) => toFoldedRow(event, understood));
  return store.transaction(async (tx) => {
    const added = await insertEvents(tx, rows);
    const fresh = [...added.keys()].map((key) => read.get(key)).filter((item) => item !== undefined);
    const contributions = fresh.flatMap(({ understood }) => ("error" in understood ? [] : understood.contributions));
    const spoken = fresh.map(({ event }) => event);
    if (fresh.length > 0) await foldEvents(tx, spoken, contributions);
    const poisoned = fresh.filter(({ event, understood }) => "error" in understood || event.problem !== undefined);
    return { inserted: added.size, duplicates: events.length - added.size, poisoned: poisoned.length };
  });
}

type EventRow = ReturnType<typeof toPendingRow>;

/** An event that says nothing foldable is done as soon as it is stored. */
function toPendingRow(event: NewEvent) {
  const isDone = event.normalised === null;
  return { ...event, foldedAt: isDone ? event.receivedAt : null, foldError: event.problem ?? null };
}

function toFoldedRow(event: NewEvent, understood: Understood): EventRow {
  const error = "error" in understood ? understood.error : null;
  return { ...event, foldedAt: event.receivedAt, foldError: event.problem ?? error };
}

/** The ids of those that are new, by their keys. */
async function insertEvents(tx: Db, rows: EventRow[]): Promise<Map<string, number>> {
  const options = { columns: COLUMNS, onConflict: "nothing", returning: ["id", "source", "delivery"] } as const;
  const added = await insertRows(tx, tx.tables.events, { rows, ...options });
  return new Map(added.map(([id, source, delivery]) => [keyOf({ source, delivery }), Number(id)]));
}

async function findIds(tx: Db, events: NewEvent[]): Promise<Map<string, number>> {
  const { id, source, delivery } = tx.tables.events;
  const deliveries = events.map((event) => event.delivery);
  const sources = [...new Set(events.map((event) => event.source))];
  const rows = await tx
    .select({ id, source, delivery })
    .from(tx.tables.events)
    .where(and(sql`${source} in ${unpackTexts(tx, sources)}`, sql`${delivery} in ${unpackTexts(tx, deliveries)}`));
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}

function keyOf({ source, delivery }: { source: unknown; delivery: unknown }): string {
  return `${source} ${delivery}`;
}

async function listPoisoned(db: Db, limit: number) {
  const { events } = db.tables;
  const { id, source, delivery, kind, subject, foldError } = events;
  const rows = await db
    .select({ id, source, delivery, kind, subject, error: foldError })
    .from(events)
    .where(isNotNull(foldError))
    .orderBy(asc(id))
    .limit(limit);
  return rows.map((row) => ({ ...row, error: row.error ?? "" }));
}

/** Only what has a normalised event can succeed another time; the rest needs its payload read anew. */
async function retryPoisoned(store: Store): Promise<number> {
  const { events } = store.tables;
  return store.transaction(async (tx) => {
    const retried = await tx
      .update(events)
      .set({ foldedAt: null, foldError: null })
      .where(and(isNotNull(events.foldError), isNotNull(events.normalised)))
      .returning({ id: events.id });
    if (retried.length > 0) await enqueue(tx, { queue: FOLD_QUEUE, payload: {}, runAt: new Date() });
    return retried.length;
  });
}

function isOldPayload({ tables: { events } }: Db, before: Date) {
  return and(lt(events.receivedAt, before), isNotNull(events.payload));
}

/** Drops bodies alone: the normalised events stay, so that facts can still be rebuilt. */
async function purgePayloads(db: Db, before: Date): Promise<number> {
  const { events } = db.tables;
  const old = await db.select({ id: events.id }).from(events).where(isOldPayload(db, before)).limit(PURGED_MAX);
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await db
    .update(events)
    .set({ payload: null })
    .where(sql`${events.id} in ${unpackNumbers(db, ids)}`);
  return ids.length;
}
