import type { Db } from "./db.ts";
import { and, asc, desc, eq, inArray, lt, lte, min, notInArray, sql } from "./drizzle.ts";
import type { Tables } from "./schema.ts";

const REASON_LENGTH_MAX = 500;
const PURGED_MAX = 1_000;

type Row = Tables["slackOutbox"]["$inferSelect"];
type State = Row["state"];

interface OutgoingMessage {
  key: string;
  channel: string;
  kind: Row["kind"];
  body: string;
  thread?: string;
  parent?: string;
  target?: string;
}

/** Messages that have not ended yet. */
const OPEN: State[] = ["queued", "sending", "checking"];

/**
 * Adds messages; given a `tx`, they exist exactly if the transaction commits. Of updates that wait for the same message
 * the latest wins.
 */
export async function enqueueSlackMessages(db: Db, messages: OutgoingMessage[], now: Date): Promise<void> {
  for (const { channel, ...message } of messages) {
    if (message.kind === "update" && (await replaceWaiting(db, channel, message))) continue;
    await db
      .insert(db.tables.slackOutbox)
      .values({ ...message, lane: channel, notBefore: now, createdAt: now })
      .onConflictDoNothing();
  }
}

async function replaceWaiting(
  db: Db,
  lane: string,
  { target, body }: Partial<Row> | OutgoingMessage,
): Promise<boolean> {
  const outbox = db.tables.slackOutbox;
  const isSameCard = and(eq(outbox.lane, lane), eq(outbox.target, target ?? ""), eq(outbox.state, "queued"));
  const replaced = await db.update(outbox).set({ body }).where(isSameCard).returning({ seq: outbox.seq });
  return replaced.length > 0;
}

/** What is to be said in Slack (kernel/ports/slack-outbox.ts). */
export function createSlackOutbox(db: Db) {
  const { slackOutbox: outbox, slackCalls } = db.tables;

  return {
    enqueue: (messages: OutgoingMessage[], now: Date) => enqueueSlackMessages(db, messages, now),
    claim: (claim: Claim) => claimHeads(db, claim),
    settle: (message: { id: string; attempts: number }, settlement: Settlement) => settle(db, message, settlement),
    async find(key: string) {
      const { lane, state, ts, reason } = outbox;
      const [row] = await db.select({ channel: lane, state, ts, reason }).from(outbox).where(eq(outbox.key, key));
      return row;
    },
    findPosted: (at: At) => findPosted(db, at),
    async keepCalls(calls: { id: string; call: string }[], keptAt: Date): Promise<void> {
      if (calls.length === 0) return;
      const rows = calls.map((call) => ({ ...call, keptAt }));
      await db.insert(slackCalls).values(rows).onConflictDoUpdate({ target: slackCalls.id, set: { keptAt } });
    },
    async findCall(id: string): Promise<string | undefined> {
      const [row] = await db.select({ call: slackCalls.call }).from(slackCalls).where(eq(slackCalls.id, id));
      return row?.call;
    },
    purge: (before: Date) => purgeOld(db, before),
  };
}

type At = { key: string } | { channel: string; ts: string };

/** A message that stands, with the body of its latest edition. */
async function findPosted(db: Db, at: At) {
  const { slackOutbox: outbox } = db.tables;
  const is = "key" in at ? eq(outbox.key, at.key) : and(eq(outbox.lane, at.channel), eq(outbox.ts, at.ts));
  const isPosted = and(is, eq(outbox.kind, "post"), eq(outbox.state, "sent"));
  const [post] = await db.select().from(outbox).where(isPosted).limit(1);
  if (!post?.ts) return undefined;
  const isEdition = and(eq(outbox.lane, post.lane), eq(outbox.target, post.ts), eq(outbox.state, "sent"));
  const newest = db.select({ body: outbox.body }).from(outbox).where(isEdition).orderBy(desc(outbox.seq)).limit(1);
  const [edition] = await newest;
  return { key: post.key, channel: post.lane, ts: post.ts, body: edition?.body ?? post.body };
}

interface Claim {
  now: Date;
  until: Date;
  exceptLanes: string[];
  limit: number;
}

/**
 * Takes the first open message of each lane if it is due; the rest of its lane waits behind it. A message that was being
 * sent when its sender died is claimed for checking, because it may have arrived.
 */
async function claimHeads(db: Db, { now, until, exceptLanes, limit }: Claim) {
  const outbox = db.tables.slackOutbox;
  const firsts = db
    .select({ seq: min(outbox.seq) })
    .from(outbox)
    .where(and(inArray(outbox.state, OPEN), notInArray(outbox.lane, exceptLanes)))
    .groupBy(outbox.lane);
  // Lanes that wait for their time must not take the places of those that are due.
  const heads = db
    .select({ seq: outbox.seq })
    .from(outbox)
    .where(and(inArray(outbox.seq, firsts), lte(outbox.notBefore, now)))
    .orderBy(asc(outbox.seq))
    .limit(limit);
  const claimed = await db
    .update(outbox)
    .set({
      state: sql`case when ${outbox.state} = 'queued' then 'sending' else 'checking' end`,
      attempts: sql`${outbox.attempts} + 1`,
      notBefore: until,
      attemptedAt: sql`case when ${outbox.state} = 'queued' then ${sql.param(now, outbox.attemptedAt)} else ${outbox.attemptedAt} end`,
    })
    .where(and(inArray(outbox.seq, heads), lte(outbox.notBefore, now), inArray(outbox.state, OPEN)))
    .returning();
  return claimed.map((row) => ({
    ...row,
    state: row.state === "sending" ? ("sending" as const) : ("checking" as const),
  }));
}

interface Settlement {
  state: State;
  ts?: string;
  channel?: string;
  reason?: string;
  notBefore?: Date;
  body?: string;
}

/** Only the latest claimer may settle: one that comes back late changes nothing. */
async function settle(
  db: Db,
  { id, attempts }: { id: string; attempts: number },
  { reason, channel, ...settlement }: Settlement,
): Promise<boolean> {
  const outbox = db.tables.slackOutbox;
  const settled = await db
    .update(outbox)
    .set({
      ...settlement,
      ...(channel !== undefined && { lane: channel }),
      ...(reason !== undefined && { reason: reason.slice(0, REASON_LENGTH_MAX) }),
    })
    .where(and(eq(outbox.id, id), eq(outbox.attempts, attempts), inArray(outbox.state, OPEN)))
    .returning({ id: outbox.id });
  return settled.length === 1;
}

async function purgeOld(db: Db, before: Date): Promise<number> {
  const { slackOutbox: outbox, slackCalls: calls } = db.tables;
  const isOver = and(lt(outbox.createdAt, before), inArray(outbox.state, ["sent", "failed"]));
  const oldMessages = db.select({ seq: outbox.seq }).from(outbox).where(isOver).limit(PURGED_MAX);
  const oldCalls = db.select({ id: calls.id }).from(calls).where(lt(calls.keptAt, before)).limit(PURGED_MAX);
  const messages = await db.delete(outbox).where(inArray(outbox.seq, oldMessages)).returning({ seq: outbox.seq });
  const purged = await db.delete(calls).where(inArray(calls.id, oldCalls)).returning({ id: calls.id });
  return messages.length + purged.length;
}
