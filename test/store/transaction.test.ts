import { setTimeout as pause } from "node:timers/promises";
import { and, eq, isNull, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { Store } from "#store/db";
import { AT, delivery, dialects, openTestStore } from "../support/stores.ts";

function countDeliveries({ tables, $count }: Store, delivery: string): Promise<number> {
  return $count(tables.events, eq(tables.events.delivery, delivery));
}

it.each(dialects)("rolls back when its work throws (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const failing = store.transaction(async (tx) => {
    await tx.insert(tx.tables.events).values(delivery("1"));
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await countDeliveries(store, "1")).toBe(0);
});

it.each(dialects)("does not take a bystander's insert down with it (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const failing = store.transaction(async (tx) => {
    await tx.insert(tx.tables.events).values(delivery("doomed"));
    await pause(20);
    throw new Error("failed late");
  });
  await Promise.allSettled([failing, store.insert(store.tables.events).values(delivery("bystander"))]);
  expect(await countDeliveries(store, "doomed")).toBe(0);
  expect(await countDeliveries(store, "bystander")).toBe(1);
});

it.each(dialects)("lets one of many concurrent deciders win (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  await store.insert(events).values(delivery("1"));

  const isUndecided = and(eq(events.delivery, "1"), isNull(events.foldedAt));
  const decide = () => store.update(events).set({ foldedAt: AT }).where(isUndecided).returning({ id: events.id });
  const decisions = await Promise.all(Array.from({ length: 8 }, decide));
  expect(decisions.flat()).toHaveLength(1);
});

it.each(dialects)("refuses the store itself inside it, whichever way it is used (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  const misuses = [
    () => store.select().from(events),
    () => store.rows(sql`select 1`),
    () => store.select().from(events).prepare("all_events").execute(),
    () => store.transaction(async () => {}),
  ];
  for (const misuse of misuses) {
    await expect(store.transaction(async () => void (await misuse()))).rejects.toThrow("use its tx handle");
  }
});

it.each(dialects)("refuses a query that comes after its end (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const end = Promise.withResolvers<void>();
  const late = await store.transaction(async (tx) => ({ query: end.promise.then(() => tx.$count(tx.tables.events)) }));
  end.resolve();
  await expect(late.query).rejects.toThrow("transaction is over");
});

it.each(dialects)("leaves work that outlives it free to use the store (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const outliving = await store.transaction(async () => ({ total: pause(10).then(() => countDeliveries(store, "1")) }));
  await expect(outliving.total).resolves.toBe(0);
});

it.each(dialects)("never claims to have committed what a swallowed error undid (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  await store.insert(events).values(delivery("taken"));
  const swallowing = store.transaction(async (tx) => {
    await tx.insert(events).values(delivery("before the failure"));
    await tx
      .insert(events)
      .values(delivery("taken"))
      .catch(() => {});
  });

  const [outcome] = await Promise.allSettled([swallowing]);
  const isThere = await countDeliveries(store, "before the failure");
  expect(isThere).toBe(outcome.status === "fulfilled" ? 1 : 0);
});
