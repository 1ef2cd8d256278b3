import type { NormalisedEvent } from "#domain/events";
import type { Contribution } from "#domain/fact-tables";
import type { Db, Store } from "./db.ts";
import { and, asc, eq, isNull, sql } from "./drizzle.ts";
import { foldEvents, type Understood, understandStored } from "./fold.ts";
import { takeFoldTurn } from "./fold-turn.ts";
import { describeRefusal, isRefusal } from "./refusal.ts";
import { findTouched } from "./touched.ts";
import { unpackNumbers } from "./unpack.ts";

const EVENTS_PER_BATCH = 1_000;
const NOTHING: Understood = { contributions: [] };

interface PendingEvent {
  id: number;
  source: string;
  subject: string | null;
  occurredAt: Date;
  receivedAt: Date;
  normalised: NormalisedEvent | null;
}

interface FoldReport {
  folded: number;
  poisoned: number[];
  subjects: string[];
  hasMore: boolean;
}

/**
 * Folds the oldest events that wait, in one transaction. When the database refuses the batch, each event is tried alone,
 * so that one that cannot be stored holds up nobody.
 */
export async function foldPending(store: Store, now: Date): Promise<FoldReport> {
  try {
    return await foldBatch(store, now, EVENTS_PER_BATCH);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return foldOneByOne(store, now);
  }
}

async function foldOneByOne(store: Store, now: Date): Promise<FoldReport> {
  const total: FoldReport = { folded: 0, poisoned: [], subjects: [], hasMore: true };
  for (let number = 0; number < EVENTS_PER_BATCH && total.hasMore; number++) {
    const { folded, poisoned, subjects, hasMore } = await foldOne(store, now);
    total.folded += folded;
    total.poisoned.push(...poisoned);
    total.subjects.push(...subjects);
    total.hasMore = hasMore;
  }
  return total;
}

async function foldOne(store: Store, now: Date): Promise<FoldReport> {
  const [oldest] = await loadPending(store, 1);
  if (!oldest) return { folded: 0, poisoned: [], subjects: [], hasMore: false };
  try {
    return await foldBatch(store, now, 1);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await bury(store, now, new Map([[oldest.id, describeRefusal(error)]]));
    return { folded: 0, poisoned: [oldest.id], subjects: [], hasMore: true };
  }
}

async function foldBatch(store: Store, now: Date, limit: number): Promise<FoldReport> {
  return store.transaction(async (tx) => {
    await takeFoldTurn(tx);
    const pending = await loadPending(tx, limit);
    const errors = new Map<number, string>();
    const good: PendingEvent[] = [];
    const contributions: Contribution[] = [];
    for (const event of pending) {
      const understood = event.normalised === null ? NOTHING : understandStored(event.normalised);
      if ("error" in understood) {
        errors.set(event.id, understood.error);
        continue;
      }
      good.push(event);
      contributions.push(...understood.contributions);
    }
    await foldEvents(tx, good, contributions);
    await markFolded(tx, now, good);
    await bury(tx, now, errors);
    const told = new Set(good.flatMap(({ subject }) => (subject === null ? [] : [subject])));
    const subjects = await findTouched(tx, [...told]);
    return { folded: good.length, poisoned: [...errors.keys()], subjects, hasMore: pending.length === limit };
  });
}

async function loadPending(db: Db, limit: number): Promise<PendingEvent[]> {
  const { events } = db.tables;
  const { id, source, subject, occurredAt, receivedAt, normalised } = events;
  return db
    .select({ id, source, subject, occurredAt, receivedAt, normalised })
    .from(events)
    .where(isNull(events.foldedAt))
    .orderBy(asc(id))
    .limit(limit);
}

async function markFolded(tx: Db, now: Date, good: PendingEvent[]): Promise<void> {
  const { events } = tx.tables;
  const ids = good.map(({ id }) => id);
  await tx
    .update(events)
    .set({ foldedAt: now })
    .where(sql`${events.id} in ${unpackNumbers(tx, ids)}`);
}

async function bury(db: Db, now: Date, errors: Map<number, string>): Promise<void> {
  const { events } = db.tables;
  for (const [id, foldError] of errors) {
    await db
      .update(events)
      .set({ foldedAt: now, foldError })
      .where(and(eq(events.id, id), isNull(events.foldedAt)));
  }
}
