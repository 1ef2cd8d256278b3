import { sql } from "drizzle-orm";
import { parseRules, type Rule } from "#domain/rules";
import { HOUR_MS } from "#lib/time";
import type { Store } from "#store/db";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createSignals } from "#store/signals";
import { delivered, pullPayload } from "./github.ts";

/** The pull request of the fixtures was opened on Wednesday at nine and touched last then. */
export const FRIDAY = new Date("2026-11-20T10:00:00Z");

export const later = (hours: number) => new Date(FRIDAY.getTime() + hours * HOUR_MS);

export async function open(store: Store, rules: { list: Rule[] } = { list: parseRules([{ kind: "stale_pr" }]) }) {
  const { ingest } = createEvents(store);
  await ingest([delivered("pull_request", pullPayload("opened"))]);
  const signals = createSignals({
    store,
    facts: createFacts(store),
    directory: { teams: async () => [], projects: async () => [] },
    rules: { current: () => rules.list },
    settings: { zone: "UTC", pollIntervalMs: { github: null, polled: HOUR_MS } },
  });
  return { ...signals, ingest, rules };
}

/** How many rows changed while something ran. */
export async function countWrites(store: Store, run: () => Promise<unknown>): Promise<number> {
  const before = await snapshot(store);
  await run();
  return (await snapshot(store)) - before;
}

async function snapshot(store: Store): Promise<number> {
  if (store.dialect === "sqlite") {
    const [row] = await store.rows<{ total: number }>(sql`select total_changes() as total`);
    return row?.total ?? 0;
  }
  // Only what happens to a row changes the transaction that its version is marked with.
  const [row] = await store.rows<{ total: string }>(
    sql`select coalesce(sum(xmin::text::bigint), 0) + count(*) as total from signals`,
  );
  return Number(row?.total ?? 0);
}
