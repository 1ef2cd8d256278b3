import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, it, onTestFinished, vi } from "vitest";
import { backUpSqlite } from "#store/backup";
import { lockInstance } from "#store/instance-lock";
import { openStore } from "#store/open";
import { createStatements } from "#store/statements";
import { createDatabase, delivery, dialects, openMigrated, openTestStore } from "../support/stores.ts";

it("keeps SQLite's file whole through a power cut, and checks references", async () => {
  const store = await openTestStore("sqlite");
  const [settings] = await store.rows(sql`select journal_mode, synchronous, foreign_keys, timeout
    from pragma_journal_mode, pragma_synchronous, pragma_foreign_keys, pragma_busy_timeout`);
  expect(settings).toEqual({ journal_mode: "wal", synchronous: 1, foreign_keys: 1, timeout: 5_000 });
});

it("keeps 500 SQLite statements prepared and lets go of the one unused for longest", () => {
  const connection = new Database(":memory:");
  const prepare = vi.spyOn(connection, "prepare");
  const statements = createStatements(connection);
  const select = (number: number) => statements.objects(`select ${number} as number`, []);
  for (let number = 0; number < 500; number++) expect(select(number)).toEqual([{ number }]);
  select(0);
  select(500);

  prepare.mockClear();
  select(0);
  expect(prepare).not.toHaveBeenCalled();
  select(1);
  expect(prepare).toHaveBeenCalledOnce();
});

it("backs up a SQLite file in the midst of a transaction", async () => {
  const file = await createDatabase("sqlite");
  const store = await openMigrated(file);
  const { events } = store.tables;
  await store.insert(events).values(delivery("before"));

  await store.transaction(async (tx) => {
    await tx.insert(events).values(delivery("not yet committed"));
    await backUpSqlite(file, `${file}.backup`);
  });
  const copy = await openMigrated(`${file}.backup`);
  expect(await copy.select({ id: events.delivery }).from(events)).toEqual([{ id: "before" }]);
});

it("finishes the backup of a SQLite file that is written to all the while", async () => {
  const file = await createDatabase("sqlite");
  const store = await openMigrated(file);
  const { events } = store.tables;
  const tenMegabytes = Array.from({ length: 100 }, (_, number) => delivery(`old ${number}`, "x".repeat(100_000)));
  await store.insert(events).values(tenMegabytes);

  let number = 0;
  const writing = repeatFor(2_000, () => store.insert(events).values(delivery(`new ${number++}`)));
  const copying = backUpSqlite(file, `${file}.backup`);
  expect(await Promise.race([copying.then(() => "copied"), writing.then(() => "stopped writing")])).toBe("copied");
  await writing;
});

it("lets timers run while a loop keeps SQLite busy", async () => {
  const store = await openTestStore("sqlite");
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await repeatFor(200, () => store.rows(sql`select 1`));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
});

it("lets one process serve a SQLite file at a time", async () => {
  const file = await createDatabase("sqlite");
  const lock = lockInstance(file);
  expect(() => lockInstance(file)).toThrow("Another Adjutant");
  lock.release();
  lockInstance(file).release();
});

it.runIf(dialects.includes("postgres"))("outlives the loss of its Postgres connections", async () => {
  const url = await createDatabase("postgres");
  const errors: Error[] = [];
  const store = await openStore({ url, migrationsFolder: "migrations", onError: (error) => errors.push(error) });
  onTestFinished(() => store.close());
  await Promise.all([store.rows(sql`select 1`), store.rows(sql`select 2`)]);

  const interrupted = store.transaction(async (tx) => {
    await tx.rows(sql`select 1`);
    await dropConnections(url);
    await pause(100);
    return tx.rows(sql`select 1`);
  });
  await expect(interrupted).rejects.toThrow();
  expect(errors.length).toBeGreaterThan(0);
  expect(await store.rows(sql`select 3 as number`)).toEqual([{ number: 3 }]);
});

async function dropConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await client.end();
}

async function repeatFor(ms: number, work: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) await work();
}
