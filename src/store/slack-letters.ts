import type { Db } from "./db.ts";
import { and, asc, count, eq } from "./drizzle.ts";

/** What of Slack waits for a person: messages that may have been posted, and deliveries that nobody could perform. */
export async function countLetters(db: Db): Promise<{ uncertain: number; dead: number }> {
  const { slackOutbox: outbox, slackInbox: inbox } = db.tables;
  const [[messages], [deliveries]] = await Promise.all([
    db.select({ count: count() }).from(outbox).where(eq(outbox.state, "uncertain")),
    db.select({ count: count() }).from(inbox).where(eq(inbox.state, "dead")),
  ]);
  return { uncertain: messages?.count ?? 0, dead: deliveries?.count ?? 0 };
}

/** The oldest messages of which Slack could not be asked whether it has them. */
export async function listUncertain(db: Db, limit: number) {
  const { slackOutbox: outbox } = db.tables;
  const { id, key, lane: channel, reason, createdAt } = outbox;
  const uncertain = db
    .select({ id, key, channel, reason, createdAt })
    .from(outbox)
    .where(eq(outbox.state, "uncertain"));
  return uncertain.orderBy(asc(outbox.seq)).limit(limit);
}

/** The oldest deliveries that were given up. */
export async function listBuried(db: Db, limit: number) {
  const { slackInbox: inbox } = db.tables;
  const { key, type, attempts, reason, receivedAt } = inbox;
  const dead = db.select({ key, type, attempts, reason, receivedAt }).from(inbox).where(eq(inbox.state, "dead"));
  return dead.orderBy(asc(receivedAt)).limit(limit);
}

/** Sends an uncertain message, once more perhaps, as if it were new; false when there is none. */
export function resend(db: Db, id: string, now: Date): Promise<boolean> {
  return settle(db, id, { state: "queued", notBefore: now, createdAt: now, reason: null });
}

/** Leaves an uncertain message as it is; false when there is none. */
export function abandon(db: Db, id: string): Promise<boolean> {
  return settle(db, id, { state: "failed", reason: "It may have been posted; a person left it at that." });
}

async function settle(
  db: Db,
  id: string,
  change: { state: "queued" | "failed"; notBefore?: Date; createdAt?: Date; reason: string | null },
): Promise<boolean> {
  const { slackOutbox: outbox } = db.tables;
  const isIt = and(eq(outbox.id, id), eq(outbox.state, "uncertain"));
  const settled = await db.update(outbox).set(change).where(isIt).returning({ id: outbox.id });
  return settled.length === 1;
}

/** Gives a dead delivery another round of attempts; false when there is none. */
export function exhume(db: Db, key: string, now: Date): Promise<boolean> {
  return end(db, key, { state: "received", attempts: 0, leaseUntil: now, reason: null });
}

/** Forgets that a dead delivery waits for somebody; false when there is none. */
export function bury(db: Db, key: string): Promise<boolean> {
  return end(db, key, { state: "done" });
}

async function end(
  db: Db,
  key: string,
  change: { state: "received" | "done"; attempts?: number; leaseUntil?: Date; reason?: null },
): Promise<boolean> {
  const { slackInbox: inbox } = db.tables;
  const isIt = and(eq(inbox.key, key), eq(inbox.state, "dead"));
  const ended = await db.update(inbox).set(change).where(isIt).returning({ key: inbox.key });
  return ended.length === 1;
}
