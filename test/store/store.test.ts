import { and, count, eq, gt, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { isUniqueViolation } from "#store/db";
import { defineTables } from "#store/schema";
import * as postgresExports from "#store/schema.postgres";
import * as sqliteExports from "#store/schema.sqlite";
import { AT, delivery, dialects, openTestStore } from "../support/stores.ts";

it.each(dialects)("gives back dates, JSON, numbers, nulls and bytes as they were put in (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events, jobs } = store.tables;
  const [event] = await store.insert(events).values(delivery("1", "naïve")).returning();
  expect(event).toMatchObject({ receivedAt: AT, payload: Buffer.from("naïve"), foldedAt: null });

  const job = { queue: "post", payload: { labels: ["bug"], n: 1.5 }, attemptsMax: 5, runAt: AT, enqueuedAt: AT };
  const [stored] = await store.insert(jobs).values(job).returning();
  expect(stored).toMatchObject(job);
});

it.each(dialects)("compares dates and nulls in a query (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  await store.insert(events).values([delivery("1"), { ...delivery("2"), foldedAt: AT }]);

  const isRecent = gt(events.receivedAt, new Date(AT.getTime() - 1));
  const folded = await store
    .select({ delivery: events.delivery })
    .from(events)
    .where(and(isRecent, eq(events.foldedAt, AT)));
  expect(folded).toEqual([{ delivery: "2" }]);
});

it.each(dialects)("reads inside JSON and counts in numbers (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { jobs } = store.tables;
  const job = (kind: string) => ({ queue: "q", payload: { kind }, attemptsMax: 1, runAt: AT, enqueuedAt: AT });
  await store.insert(jobs).values([job("issue"), job("push")]);

  const isIssue = sql`${jobs.payload} ->> 'kind' = ${"issue"}`;
  expect(await store.select({ total: count() }).from(jobs).where(isIssue)).toEqual([{ total: 1 }]);
  expect(await store.$count(jobs, isIssue)).toBe(1);
});

it.each(dialects)("takes a repeated delivery once (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  const insert = () => store.insert(events).values(delivery("1")).onConflictDoNothing().returning({ id: events.id });
  expect(await insert()).toHaveLength(1);
  expect(await insert()).toHaveLength(0);
});

it.each(dialects)("replaces on conflict with what was to be inserted (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  const upsert = (kind: string) =>
    store
      .insert(events)
      .values({ ...delivery("1"), kind })
      .onConflictDoUpdate({ target: [events.source, events.delivery], set: { kind: sql`excluded.kind` } })
      .returning({ kind: events.kind });
  await upsert("first");
  expect(await upsert("second")).toEqual([{ kind: "second" }]);
});

it.each(dialects)("tells a violated unique index from other errors (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  const insert = () => store.insert(events).values(delivery("1")).returning();
  const [event] = await insert();

  await expect(insert()).rejects.toSatisfy(isUniqueViolation);
  const sameId = store.insert(events).values({ ...delivery("2"), id: Number(event?.id) });
  await expect(sameId).rejects.toSatisfy(isUniqueViolation);
  await expect(store.rows(sql`select nonsense`)).rejects.not.toSatisfy(isUniqueViolation);
});

it("shows drizzle-kit every table", () => {
  const tables = Object.keys(defineTables("sqlite")).sort();
  expect(Object.keys(sqliteExports).sort()).toEqual(tables);
  expect(Object.keys(postgresExports).sort()).toEqual(tables);
});
