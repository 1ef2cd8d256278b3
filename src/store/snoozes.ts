import { snoozedUntil } from "#domain/put-aside";
import type { Signal, Snooze } from "#domain/signals";
import type { Db } from "./db.ts";
import { and, asc, eq, gt, lte, ne, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

const LISTED_MAX = 2_000;

/** Those in force, the first to end first. */
export async function listSnoozes(
  db: Db,
  { at, subjects }: { at: Date; subjects?: string[] | undefined },
): Promise<Snooze[]> {
  const { snoozes } = db.tables;
  const isAsked = subjects && sql`${snoozes.subject} in ${unpackTexts(db, subjects)}`;
  return db
    .select()
    .from(snoozes)
    .where(and(gt(snoozes.until, at), isAsked))
    .orderBy(asc(snoozes.until), asc(snoozes.subject), asc(snoozes.rule))
    .limit(LISTED_MAX);
}

/** Remembers a snooze, over an earlier one, and puts aside what there is already. Answers what was put aside. */
export async function snoozeSubject(tx: Db, snooze: Snooze): Promise<Signal[]> {
  const { snoozes, signals } = tx.tables;
  const { subject, until, by, at } = snooze;
  await tx
    .insert(snoozes)
    .values(snooze)
    .onConflictDoUpdate({ target: [snoozes.subject, snoozes.rule], set: { until, by, at } });
  const inForce = await listSnoozes(tx, { at, subjects: [subject] });
  const living = await tx
    .select()
    .from(signals)
    .where(and(eq(signals.subject, subject), ne(signals.state, "resolved")));
  const changed: Signal[] = [];
  for (const signal of living) {
    const end = snoozedUntil(signal, inForce);
    if (!end) continue;
    changed.push(...(await change(tx, signal, { to: "snoozed", snoozedUntil: end, by, at })));
  }
  return changed;
}

/** Takes a person's snoozes of a subject back. Answers what came back into sight, and how many snoozes there were. */
export async function endSnooze(tx: Db, { subject, by, at }: { subject: string; by: string; at: Date }) {
  const { snoozes, signals } = tx.tables;
  const ended = await tx.delete(snoozes).where(eq(snoozes.subject, subject)).returning({ rule: snoozes.rule });
  const asleep = await tx
    .select()
    .from(signals)
    .where(and(eq(signals.subject, subject), eq(signals.state, "snoozed")));
  const woken: Signal[] = [];
  for (const signal of asleep) woken.push(...(await change(tx, signal, { to: "open", snoozedUntil: null, by, at })));
  return { woken, ended: ended.length };
}

export async function removeSnooze(tx: Db, { subject, rule }: Snooze): Promise<void> {
  const { snoozes } = tx.tables;
  await tx.delete(snoozes).where(and(eq(snoozes.subject, subject), eq(snoozes.rule, rule)));
}

/** Those whose time is over. */
export async function forgetSnoozes(tx: Db, now: Date): Promise<void> {
  const { snoozes } = tx.tables;
  const [over] = await tx.select({ subject: snoozes.subject }).from(snoozes).where(lte(snoozes.until, now)).limit(1);
  if (over) await tx.delete(snoozes).where(lte(snoozes.until, now));
}

interface Change {
  to: "snoozed" | "open";
  snoozedUntil: Date | null;
  by: string;
  at: Date;
}

async function change(tx: Db, signal: Signal, { to, by, at, snoozedUntil: until }: Change): Promise<Signal[]> {
  const { signals, signalTransitions } = tx.tables;
  const changed = await tx
    .update(signals)
    .set({ state: to, snoozedUntil: until, changedAt: at, clears: 0 })
    .where(and(eq(signals.id, signal.id), eq(signals.state, signal.state)))
    .returning();
  if (changed.length === 0) return [];
  await tx.insert(signalTransitions).values({ signalId: signal.id, from: signal.state, to, at, by, reason: null });
  return changed;
}
