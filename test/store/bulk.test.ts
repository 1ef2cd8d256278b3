import { asc } from "drizzle-orm";
import { expect, it } from "vitest";
import { insertRows } from "#store/bulk";
import { AT, delivery, dialects, openTestStore } from "../support/stores.ts";

const COLUMNS = ["source", "delivery", "kind", "occurredAt", "receivedAt", "normalised", "payload"];

it.each(dialects)("puts in text, bytes, dates, JSON and nulls as single inserts do (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  const odd = { ...delivery('"quoted", {braced} \\ and naïve 😀', "\u0001\u00ff"), normalised: { a: [1, "{}", null] } };
  const plain = { ...delivery("2"), occurredAt: AT.getTime(), normalised: null, payload: null };
  await store.transaction((tx) =>
    insertRows(tx, events, { rows: [odd, plain], columns: COLUMNS, onConflict: "nothing" }),
  );
  const rows = await store.select().from(events).orderBy(asc(events.id));
  expect(rows).toMatchObject([odd, { ...plain, occurredAt: AT }]);
});

it.each(dialects)("answers the rows that are new, and keeps the others as they were (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  const insert = (keys: string[]) =>
    store.transaction((tx) =>
      insertRows(tx, events, {
        rows: keys.map((key) => delivery(key)),
        columns: COLUMNS,
        onConflict: "nothing",
        returning: ["delivery"],
      }),
    );
  expect(await insert(["1", "2", "1"])).toEqual([["1"], ["2"]]);
  expect(await insert(["2", "3"])).toEqual([["3"]]);
  expect(await insert([])).toEqual([]);
});

it.each(dialects)("replaces what has the same key where it is told to (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { checks } = store.tables;
  const check = { id: "1", subject: "acme/api@c0ffee", version: "1", name: "CI", at: AT, startedAt: AT };
  const put = (conclusion: string | null) =>
    store.transaction((tx) =>
      insertRows(tx, checks, { rows: [{ ...check, conclusion }], onConflict: { update: ["id"] } }),
    );
  await put("failure");
  await put(null);
  expect(await store.select().from(checks)).toEqual([{ ...check, conclusion: null }]);
});

it.each(dialects)("goes in whole or not at all (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { events } = store.tables;
  const rows = Array.from({ length: 600 }, (_, index) => delivery(String(index)));
  const broken = [...rows, { ...delivery("600"), source: null }];
  const insert = (given: object[]) =>
    store.transaction((tx) =>
      insertRows(tx, events, { rows: given as Record<string, unknown>[], columns: COLUMNS, onConflict: "nothing" }),
    );
  await expect(insert(broken)).rejects.toThrow();
  expect(await store.$count(events)).toBe(0);
  await insert(rows);
  expect(await store.$count(events)).toBe(600);
});

it.each(dialects)("works inside a transaction alone (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const insert = insertRows(store, store.tables.events, {
    rows: [delivery("1")],
    columns: COLUMNS,
    onConflict: "nothing",
  });
  await expect(insert).rejects.toThrow("transaction");
});
