import { type EndedCall, type ModelCall, monthOf, type PlannedCall } from "#domain/model/call";
import { cleanText } from "#lib/text";
import type { Db, Store } from "./db.ts";
import { and, asc, desc, eq, inArray, isNull, lt, lte, or, sql } from "./drizzle.ts";
import { enqueue } from "./jobs.ts";

const FOUND_MAX = 100;
const FORGOTTEN_AT_ONCE_MAX = 500;
const BODY_CHARS_MAX = 400_000;
const DETAIL_CHARS_MAX = 500;
/** No call takes as long; whoever made one that has not ended by then is gone. */
const LOST_AFTER_MS = 3_600_000;

export const TRACE_QUEUE = "traces";

export interface LedgerOptions {
  /** Whether calls that ended are to be exported, by a job that exists exactly if the ending was kept. */
  isExported: boolean;
}

/** The calls of models with their costs (kernel/ports/model.ts). */
export function createModelLedger(store: Store, { isExported }: LedgerOptions) {
  return {
    reserve: (call: PlannedCall, monthlyUsdMax: number) =>
      store.transaction(async (tx) => (await take(tx, call, monthlyUsdMax)) && keep(tx, call)),
    settle: (id: string, ended: EndedCall) =>
      store.transaction(async (tx) => {
        const isEnded = await end(tx, id, ended);
        if (isEnded && isExported) await enqueue(tx, { queue: TRACE_QUEUE, payload: { call: id }, runAt: new Date() });
      }),
    find: (id: string) => findCalls(store, id),
    recent: (limit: number): Promise<ModelCall[]> =>
      store.select().from(store.tables.modelCalls).orderBy(desc(store.tables.modelCalls.startedAt)).limit(limit),
    spent: (month: string) => readSpent(store, month),
  };
}

/** Marks as lost what nobody will settle any more, and forgets what is older than `before`; answers how many it forgot. */
export async function forgetCalls(store: Store, { now, before }: { now: Date; before: Date }): Promise<number> {
  const { modelCalls } = store.tables;
  const lostBefore = new Date(now.getTime() - LOST_AFTER_MS);
  const isLost = and(isNull(modelCalls.outcome), lt(modelCalls.startedAt, lostBefore));
  await store.update(modelCalls).set({ outcome: "lost" }).where(isLost);
  const old = store
    .select({ id: modelCalls.id })
    .from(modelCalls)
    .where(lt(modelCalls.startedAt, before))
    .limit(FORGOTTEN_AT_ONCE_MAX);
  const gone = await store.delete(modelCalls).where(inArray(modelCalls.id, old)).returning({ id: modelCalls.id });
  return gone.length;
}

/** Sets the money aside in one statement, which the engines run one after the other for one month. */
async function take(tx: Db, { reservedUsd, startedAt }: PlannedCall, monthlyUsdMax: number): Promise<boolean> {
  const { modelMonths } = tx.tables;
  const month = monthOf(startedAt);
  await tx.insert(modelMonths).values({ month, usd: 0 }).onConflictDoNothing();
  const fits = lte(sql`${modelMonths.usd} + ${reservedUsd}`, monthlyUsdMax);
  const taken = await tx
    .update(modelMonths)
    .set({ usd: sql`${modelMonths.usd} + ${reservedUsd}` })
    .where(and(eq(modelMonths.month, month), fits))
    .returning({ month: modelMonths.month });
  return taken.length === 1;
}

async function keep(tx: Db, { reservedUsd, body, ...call }: PlannedCall): Promise<boolean> {
  await tx.insert(tx.tables.modelCalls).values({ ...call, costUsd: reservedUsd, body: cut(body, BODY_CHARS_MAX) });
  return true;
}

/** Puts what it did cost in the place of what was set aside. False where it was settled before. */
async function end(tx: Db, id: string, { reply, detail, ...ended }: EndedCall): Promise<boolean> {
  const { modelCalls, modelMonths } = tx.tables;
  const [call] = await tx.select().from(modelCalls).where(eq(modelCalls.id, id));
  if (!call || call.outcome !== null) return false;
  const texts = { reply: cut(reply, BODY_CHARS_MAX), detail: cut(detail, DETAIL_CHARS_MAX) };
  await tx
    .update(modelCalls)
    .set({ ...ended, ...texts })
    .where(eq(modelCalls.id, id));
  await tx
    .update(modelMonths)
    .set({ usd: sql`${modelMonths.usd} + ${ended.costUsd - call.costUsd}` })
    .where(eq(modelMonths.month, monthOf(call.startedAt)));
  return true;
}

async function findCalls(db: Db, id: string): Promise<ModelCall[]> {
  const { modelCalls } = db.tables;
  return db
    .select()
    .from(modelCalls)
    .where(or(eq(modelCalls.traceId, id), eq(modelCalls.id, id)))
    .orderBy(asc(modelCalls.startedAt), asc(modelCalls.id))
    .limit(FOUND_MAX);
}

async function readSpent(db: Db, month: string): Promise<number> {
  const { modelMonths } = db.tables;
  const [row] = await db.select().from(modelMonths).where(eq(modelMonths.month, month));
  return Math.max(0, row?.usd ?? 0);
}

function cut(text: string | null, lengthMax: number): string | null {
  return text === null ? null : cleanText(text, lengthMax);
}
