import type { Freshness } from "#domain/delivery";
import type { Db } from "./db.ts";
import { asc, ne, sql } from "./drizzle.ts";

/** What people say of facts, now and then: nobody waits for it. */
export const CORRECTIONS = "people";

interface Heard {
  source: string;
  occurredAt: Date;
  receivedAt: Date;
}

/** Remembers when each source last spoke, and of when. */
export async function noteSources(db: Db, events: readonly Heard[]): Promise<void> {
  const latest = new Map<string, Heard>();
  for (const event of events) {
    const known = latest.get(event.source) ?? event;
    const occurredAt = later(known.occurredAt, event.occurredAt);
    latest.set(event.source, { ...event, occurredAt, receivedAt: later(known.receivedAt, event.receivedAt) });
  }
  for (const { source, occurredAt, receivedAt } of latest.values()) {
    await note(db, { source, lastEventAt: occurredAt, lastArrivalAt: receivedAt, lastPollAt: null });
  }
}

export async function notePoll(db: Db, source: string, at: Date): Promise<void> {
  await note(db, { source, lastEventAt: null, lastArrivalAt: null, lastPollAt: at });
}

export async function loadFreshness(db: Db): Promise<Freshness[]> {
  const { sources } = db.tables;
  return db.select().from(sources).where(ne(sources.source, CORRECTIONS)).orderBy(asc(sources.source));
}

/** Keeps the later instant of each, whatever the order in which they are told. */
async function note(db: Db, row: Freshness): Promise<void> {
  const { sources } = db.tables;
  const greatest = db.dialect === "postgres" ? sql`greatest` : sql`max`;
  // On SQLite the greater of something and null is null.
  const latest = (column: string) => {
    const [old, now] = [sql.raw(`sources.${column}`), sql.raw(`excluded.${column}`)];
    return sql`${greatest}(coalesce(${old}, ${now}), coalesce(${now}, ${old}))`;
  };
  const set = {
    lastEventAt: latest("last_event_at"),
    lastArrivalAt: latest("last_arrival_at"),
    lastPollAt: latest("last_poll_at"),
  };
  await db.insert(sources).values(row).onConflictDoUpdate({ target: sources.source, set });
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
