import { insertRows } from "./bulk.ts";
import type { Db, Store } from "./db.ts";
import { and, asc, count, eq, inArray, lt, lte, sql } from "./drizzle.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { Tables } from "./schema.ts";
import { unpackTexts } from "./unpack.ts";

const REASON_LENGTH_MAX = 500;
const PURGED_MAX = 1_000;
const COLUMNS = ["key", "type", "body", "leaseUntil", "receivedAt"];

type Row = Tables["slackInbox"]["$inferSelect"];

interface Delivered {
  key: string;
  type: string;
  body: string;
}

interface Lease {
  now: Date;
  until: Date;
}

/** What Slack delivered (kernel/ports/slack-inbox.ts). */
export function createSlackInbox(store: Store, join = createGroupCommit(store)) {
  const inbox = store.tables.slackInbox;
  const insert = join(insertAll);
  return {
    keep: (delivered: Delivered, lease: Lease) => insert(toRow(delivered, lease)),
    finish: join(finishAll),
    extend: (keys: string[], leaseUntil: Date) => updateAll(store, keys, { leaseUntil }),
    claim: (claim: Claim) => claimAbandoned(store, claim),
    bury: (key: string, reason: string) =>
      updateAll(store, [key], { state: "dead", reason: reason.slice(0, REASON_LENGTH_MAX) }),
    async depth(): Promise<number> {
      const [row] = await store.select({ depth: count() }).from(inbox).where(eq(inbox.state, "received"));
      return row?.depth ?? 0;
    },
    purge: (before: Date) => purgeOld(store, before),
  };
}

function toRow({ key, type, body }: Delivered, { now, until }: Lease) {
  return { key, type, body, leaseUntil: until, receivedAt: now };
}

async function insertAll(tx: Db, rows: ReturnType<typeof toRow>[]): Promise<boolean[]> {
  const options = { columns: COLUMNS, onConflict: "nothing", returning: ["key"] } as const;
  const added = await insertRows(tx, tx.tables.slackInbox, { rows, ...options });
  const fresh = new Set(added.map(([key]) => key));
  // A key that comes twice in one batch is new only once.
  return rows.map(({ key }) => fresh.delete(key));
}

async function finishAll(tx: Db, keys: string[]): Promise<undefined[]> {
  await updateAll(tx, keys, { state: "done" });
  return keys.map(() => undefined);
}

async function updateAll(db: Db, keys: string[], change: Partial<Row>): Promise<void> {
  const inbox = db.tables.slackInbox;
  await db
    .update(inbox)
    .set(change)
    .where(and(eq(inbox.state, "received"), sql`${inbox.key} in ${unpackTexts(db, keys)}`));
}

interface Claim extends Lease {
  limit: number;
  isStart: boolean;
}

async function claimAbandoned(db: Db, { now, until, limit, isStart }: Claim) {
  const inbox = db.tables.slackInbox;
  // One process at a time serves a SQLite file, so at its start every lease is that of a process that has ended.
  const isFree = isStart && db.dialect === "sqlite" ? undefined : lte(inbox.leaseUntil, now);
  const free = db
    .select({ key: inbox.key })
    .from(inbox)
    .where(and(eq(inbox.state, "received"), isFree))
    .orderBy(asc(inbox.receivedAt))
    .limit(limit);
  const taken = db.$with("taken").as(db.dialect === "postgres" ? free.for("update", { skipLocked: true }) : free);
  const claimed = await db
    .with(taken)
    .update(inbox)
    .set({ attempts: sql`${inbox.attempts} + 1`, leaseUntil: until })
    .where(inArray(inbox.key, db.select({ key: taken.key }).from(taken)))
    .returning();
  return claimed.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
}

async function purgeOld(db: Db, before: Date): Promise<number> {
  const inbox = db.tables.slackInbox;
  const old = db.select({ key: inbox.key }).from(inbox).where(lt(inbox.receivedAt, before)).limit(PURGED_MAX);
  const purged = await db.delete(inbox).where(inArray(inbox.key, old)).returning({ key: inbox.key });
  return purged.length;
}
