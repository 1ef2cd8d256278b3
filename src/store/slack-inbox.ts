import type { Db, Store } from "./db.ts";
import { and, asc, count, eq, inArray, lt, lte, type SQL, sql } from "./drizzle.ts";
import type { Tables } from "./schema.ts";

const REASON_LENGTH_MAX = 500;
const PURGED_MAX = 1_000;

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
export function createSlackInbox(store: Store) {
  const inbox = store.tables.slackInbox;
  return {
    async write({ arrived, finished }: { arrived: Delivered[]; finished: string[] }, lease: Lease): Promise<boolean[]> {
      if (finished.length === 0) return insertAll(store, arrived, lease);
      if (arrived.length === 0) return finishAll(store, finished);
      return store.transaction(async (tx) => {
        await finishAll(tx, finished);
        return insertAll(tx, arrived, lease);
      });
    },
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

async function insertAll(db: Db, envelopes: Delivered[], lease: Lease): Promise<boolean[]> {
  const rows = await db.rows<{ key: string }>(insertion(db, envelopes, lease));
  const added = new Set(rows.map(({ key }) => key));
  // A key that comes twice in one batch is new only once.
  return envelopes.map(({ key }) => added.delete(key));
}

async function finishAll(db: Db, keys: string[]): Promise<[]> {
  await updateAll(db, keys, { state: "done" });
  return [];
}

async function updateAll(db: Db, keys: string[], change: Partial<Row>): Promise<void> {
  const inbox = db.tables.slackInbox;
  await db
    .update(inbox)
    .set(change)
    .where(and(eq(inbox.state, "received"), sql`${inbox.key} in (${unpack(db, keys)})`));
}

/**
 * One statement of constant text however many rows there are: it is prepared once, and the engine unpacks the rows from
 * one parameter, which is several times faster than a list of values.
 */
function insertion(db: Db, envelopes: Delivered[], { now, until }: Lease): SQL {
  const rows = JSON.stringify(envelopes);
  if (db.dialect === "postgres") {
    return sql`insert into slack_inbox (key, type, body, lease_until, received_at)
      select key, type, body, ${until.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
      from json_to_recordset(${rows}::json) as envelope(key text, type text, body text)
      on conflict do nothing returning key`;
  }
  return sql`insert into slack_inbox (key, type, body, lease_until, received_at)
    select value ->> 'key', value ->> 'type', value ->> 'body', ${until.getTime()}, ${now.getTime()}
    from json_each(${rows}) where true
    on conflict do nothing returning key`;
}

function unpack(db: Db, keys: string[]): SQL {
  const list = JSON.stringify(keys);
  return db.dialect === "postgres"
    ? sql`select json_array_elements_text(${list}::json)`
    : sql`select value from json_each(${list})`;
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
