import type { PgColumn } from "drizzle-orm/pg-core";
import type { ActingStep, Blocker, HeldBack, Suggestion, Wish } from "#domain/acting/records";
import type { Db, Store } from "./db.ts";
import { and, asc, desc, eq, gt, gte, inArray, isNull, lte, ne, or, sql } from "./drizzle.ts";
import type { Tables } from "./schema.ts";
import { unpackTexts } from "./unpack.ts";

const STEPS_MAX = 20_000;
const LISTED_MAX = 2_000;

/** What rules have done, and what people have said about being asked. */
export function createActing(store: Store) {
  return {
    steps: (subjects: readonly string[]) => listSteps(store, subjects),
    noteSteps: (steps: readonly ActingStep[]) => noteSteps(store, steps),
    sentSince: (since: Date) => listSent(store, since),
    holdBack: (held: HeldBack) => holdBack(store, held),
    heldBack: (since: Date) => listHeldBack(store, since),
    wishes: (at: Date) => listWishes(store, at),
    wish: (wish: Wish) => addWish(store, wish),
    endWishes: (person: string) => endWishes(store, person),
    blockers: (at: Date) => listBlockers(store, at),
    block: (blocker: Omit<Blocker, "endedAt">) => store.transaction((tx) => block(tx, blocker)),
    unblock: (change: Ending) => endBlocker(store, change),
    suggestions: (subjects: readonly string[]) => listSuggestions(store, subjects),
    suggest: (suggestion: Suggestion) => suggest(store, suggestion),
  };
}

async function listSteps(db: Db, subjects: readonly string[]): Promise<ActingStep[]> {
  const { actingSteps } = db.tables;
  return db
    .select()
    .from(actingSteps)
    .where(sql`${actingSteps.subject} in ${unpackTexts(db, subjects)}`)
    .orderBy(asc(actingSteps.at))
    .limit(STEPS_MAX);
}

/** A step that is noted twice is one; what it tells somebody is held back from them no longer. */
async function noteSteps(store: Store, steps: readonly ActingStep[]): Promise<void> {
  if (steps.length === 0) return;
  await store.transaction(async (tx) => {
    const { actingSteps, heldBack } = tx.tables;
    await tx
      .insert(actingSteps)
      .values([...steps])
      .onConflictDoNothing();
    for (const { recipient, signalId } of steps) {
      const isTold = and(eq(heldBack.recipient, recipient), eq(heldBack.signalId, signalId));
      if (recipient !== "") await tx.delete(heldBack).where(isTold);
    }
  });
}

async function listSent(db: Db, since: Date) {
  const { actingSteps } = db.tables;
  const { recipient, invocation, kind, at } = actingSteps;
  return db
    .select({ recipient, invocation, kind, at })
    .from(actingSteps)
    .where(and(gte(at, since), ne(recipient, "")))
    .limit(STEPS_MAX);
}

async function holdBack(db: Db, held: HeldBack): Promise<void> {
  await db.insert(db.tables.heldBack).values(held).onConflictDoNothing();
}

async function listHeldBack(db: Db, since: Date): Promise<HeldBack[]> {
  const { heldBack } = db.tables;
  return db.select().from(heldBack).where(gte(heldBack.at, since)).orderBy(asc(heldBack.at)).limit(LISTED_MAX);
}

async function listWishes(db: Db, at: Date): Promise<Wish[]> {
  const { wishes } = db.tables;
  return db
    .select()
    .from(wishes)
    .where(or(isNull(wishes.until), gt(wishes.until, at)))
    .limit(LISTED_MAX);
}

async function addWish(db: Db, wish: Wish): Promise<void> {
  const { wishes } = db.tables;
  const { until, by, at } = wish;
  await db
    .insert(wishes)
    .values(wish)
    .onConflictDoUpdate({ target: [wishes.person, wishes.subject], set: { until, by, at } });
}

async function endWishes(db: Db, person: string): Promise<number> {
  const { wishes } = db.tables;
  const ended = await db.delete(wishes).where(eq(wishes.person, person)).returning({ subject: wishes.subject });
  return ended.length;
}

/** As they stood at an instant, the oldest first. */
export async function listBlockers(db: Db, at: Date): Promise<Blocker[]> {
  const { blockers } = db.tables;
  const { subject, why, by, endedAt } = blockers;
  return db
    .select({ subject, why, by, at: blockers.at, endedAt })
    .from(blockers)
    .where(and(lte(blockers.at, at), or(isNull(endedAt), gt(endedAt, at))))
    .orderBy(asc(blockers.at), asc(blockers.id))
    .limit(LISTED_MAX);
}

/** Another word about the same subject takes the place of the first, and keeps its time: it has been blocked since then. */
async function block(tx: Db, { subject, why, by, at }: Omit<Blocker, "endedAt">): Promise<Blocker> {
  const { blockers } = tx.tables;
  const isOpen = and(eq(blockers.subject, subject), isNull(blockers.endedAt));
  const [again] = await tx.update(blockers).set({ why, by }).where(isOpen).returning();
  const [kept] = again ? [again] : await tx.insert(blockers).values({ subject, why, by, at }).returning();
  if (!kept) throw new Error(`The word about ${subject} was not kept.`);
  return kept;
}

interface Ending {
  subject: string;
  by: string;
  at: Date;
}

async function endBlocker(db: Db, { subject, by, at }: Ending): Promise<Blocker | undefined> {
  const { blockers } = db.tables;
  const [ended] = await db
    .update(blockers)
    .set({ endedAt: at, endedBy: by })
    .where(and(eq(blockers.subject, subject), isNull(blockers.endedAt)))
    .returning();
  return ended;
}

async function listSuggestions(db: Db, subjects: readonly string[]): Promise<Suggestion[]> {
  const { suggestions } = db.tables;
  return db
    .select()
    .from(suggestions)
    .where(sql`${suggestions.subject} in ${unpackTexts(db, subjects)}`)
    .orderBy(desc(suggestions.at))
    .limit(LISTED_MAX);
}

async function suggest(db: Db, suggestion: Suggestion): Promise<void> {
  const { suggestions } = db.tables;
  const { login, reason, at } = suggestion;
  await db
    .insert(suggestions)
    .values(suggestion)
    .onConflictDoUpdate({ target: suggestions.subject, set: { login, reason, at } });
}

/** Forgets what rules did before, a limited number at a time; call again until it returns 0. */
export async function forgetActing(db: Db, before: Date, rowsMax = 1_000): Promise<number> {
  const { actingSteps, heldBack, suggestions, wishes } = db.tables;
  const forgotten = [
    await forget(db, actingSteps, { key: actingSteps.invocation, is: lte(actingSteps.at, before), rowsMax }),
    await forget(db, heldBack, { key: heldBack.signalId, is: lte(heldBack.at, before), rowsMax }),
    await forget(db, suggestions, { key: suggestions.subject, is: lte(suggestions.at, before), rowsMax }),
    await forget(db, wishes, { key: wishes.person, is: lte(wishes.until, before), rowsMax }),
  ];
  return forgotten.reduce((sum, rows) => sum + rows, 0);
}

type Forgettable = Tables["actingSteps" | "heldBack" | "suggestions" | "wishes"];

/** Deletes the rows of so many keys at most. */
async function forget(
  db: Db,
  table: Forgettable,
  { key, is, rowsMax }: { key: PgColumn; is: ReturnType<typeof lte>; rowsMax: number },
): Promise<number> {
  const old = db.select({ key }).from(table).where(is).limit(rowsMax);
  const rows = await db
    .delete(table)
    .where(and(inArray(key, old), is))
    .returning();
  return rows.length;
}
