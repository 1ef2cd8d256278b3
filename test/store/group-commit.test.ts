import { asc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { insertRows } from "#store/bulk";
import type { Db, Store } from "#store/db";
import { createGroupCommit } from "#store/group-commit";
import { delivery, dialects, openTestStore } from "../support/stores.ts";

const COLUMNS = ["source", "delivery", "kind", "occurredAt", "receivedAt", "payload"];

/** Writes deliveries, but for one without a source, which both databases refuse. */
async function writeDeliveries(tx: Db, ids: string[]): Promise<string[]> {
  const rows = ids.map((id) => ({ ...delivery(id), ...(id.startsWith("bad") && { source: null }) }));
  await insertRows(tx, tx.tables.events, { rows, columns: COLUMNS, onConflict: "nothing" });
  return ids.map((id) => `wrote ${id}`);
}

async function markKinds(tx: Db, ids: string[]): Promise<undefined[]> {
  const { events } = tx.tables;
  for (const id of ids) await tx.update(events).set({ kind: "marked" }).where(eq(events.delivery, id));
  return ids.map(() => undefined);
}

/** The store, and how many transactions it was asked for. */
function countTransactions(store: Store) {
  let transactions = 0;
  const counted: Store = {
    ...store,
    transaction(work) {
      transactions++;
      return store.transaction(work);
    },
  };
  return { counted, count: () => transactions };
}

async function listDeliveries({ select, tables }: Store): Promise<string[]> {
  const rows = await select({ id: tables.events.delivery }).from(tables.events).orderBy(asc(tables.events.delivery));
  return rows.map(({ id }) => id);
}

it.each(dialects)("writes what comes together, of every kind, with one commit (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { counted, count } = countTransactions(store);
  const join = createGroupCommit(counted);
  const [write, mark] = [join(writeDeliveries), join(markKinds)];
  const endings = await Promise.all([write("a"), mark("a"), write("b"), write("c")]);
  expect(endings).toEqual(["wrote a", undefined, "wrote b", "wrote c"]);
  expect(count()).toBe(1);
  expect(await store.select({ kind: store.tables.events.kind }).from(store.tables.events)).toContainEqual({
    kind: "marked",
  });
});

it.each(dialects)("keeps the fault of one from the others (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const join = createGroupCommit(store);
  const [write, mark] = [join(writeDeliveries), join(markKinds)];
  const given = ["a", "b", "bad 1", "c", "d", "bad 2", "e"];
  const endings = await Promise.allSettled([...given.map(write), mark("a")]);
  const statuses = endings.map(({ status }) => status);
  expect(statuses).toEqual([...given.map((id) => (id.startsWith("bad") ? "rejected" : "fulfilled")), "fulfilled"]);
  expect(await listDeliveries(store)).toEqual(["a", "b", "c", "d", "e"]);
});

it.each(dialects)("keeps what cannot be written in JSON from the others (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const write = createGroupCommit(store)(async (tx: Db, values: unknown[]) => {
    const rows = values.map((normalised, index) => ({ ...delivery(`${index}`), normalised }));
    await insertRows(tx, tx.tables.events, { rows, columns: [...COLUMNS, "normalised"], onConflict: "nothing" });
    return values;
  });
  const endings = await Promise.allSettled([write({ fine: true }), write({ odd: 1n })]);
  expect(endings.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

it("tells everyone at once when the database itself is away", async () => {
  const store = await openTestStore("sqlite");
  const { counted, count } = countTransactions(store);
  const write = createGroupCommit({
    ...counted,
    async transaction(work) {
      await counted.transaction(async () => undefined);
      throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL", work });
    },
  })(writeDeliveries);
  const endings = await Promise.allSettled(["a", "b", "c"].map(write));
  expect(endings.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(count()).toBe(1);
});

it.each(dialects)("goes on after a failure (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const write = createGroupCommit(store)(writeDeliveries);
  await expect(write("bad")).rejects.toThrow();
  expect(await write("a")).toBe("wrote a");
});
