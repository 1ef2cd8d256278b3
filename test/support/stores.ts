import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import type { Store } from "#store/db";
import type { Dialect } from "#store/dialect";
import { openStore } from "#store/open";

const postgresUrl = inject("postgresUrl");

/** Both engines where there is a Postgres, as there should be. */
export const dialects: Dialect[] = postgresUrl ? ["sqlite", "postgres"] : ["sqlite"];

export const AT = new Date("2026-11-20T10:11:12.345Z");

/** A new database with all its tables, closed when the test ends. */
export async function openTestStore(dialect: Dialect): Promise<Store> {
  const url = dialect === "sqlite" ? await copySqlite() : await copyPostgres();
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  onTestFinished(() => store.close());
  return store;
}

/** Migrated once per process: to copy a file takes a fraction of what migrating one does. */
let template: Promise<string> | undefined;

async function copySqlite(): Promise<string> {
  template ??= migrate(join(inject("templates"), `${process.pid}.db`));
  const url = join(await createFolder(), "test.db");
  await copyFile(await template, url);
  return url;
}

/** Databases whose test has ended: emptying one is quicker than making another. */
const ended: string[] = [];

async function copyPostgres(): Promise<string> {
  const used = ended.pop();
  if (used !== undefined) await empty(used);
  const url = used ?? (await migrate(await createPostgres()));
  // The store is closed before, because what is registered later is done earlier.
  onTestFinished(() => void ended.push(url));
  return url;
}

/**
 * As it was after its migration: without rows and what a test refuses, its counters at the beginning, its triggers on.
 * What is so already is left alone, because to change a table takes the server far longer than to look at it.
 */
const EMPTY = `
  set session_replication_role = replica;
  do $$ declare name text; filled boolean; begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('select exists (select from %I)', name) into filled;
      if filled then execute format('delete from %I', name); end if;
    end loop;
    for name in select distinct tgrelid::regclass from pg_trigger where not tgisinternal and tgenabled <> 'O' loop
      execute format('alter table %s enable trigger user', name);
    end loop;
    for name in select conrelid::regclass from pg_constraint where conname = 'refused' loop
      execute format('alter table %s drop constraint refused', name);
    end loop;
    for name in select sequencename from pg_sequences where schemaname = 'public' and last_value is not null loop
      execute format('alter sequence %I restart', name);
    end loop;
  end $$`;

async function empty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(EMPTY);
  await client.end();
}

/** Gives a database its tables. */
export async function migrate(url: string): Promise<string> {
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  await store.migrate();
  await store.close();
  return url;
}

export async function openMigrated(url: string): Promise<Store> {
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  onTestFinished(() => store.close());
  await store.migrate();
  return store;
}

export async function createDatabase(dialect: Dialect): Promise<string> {
  if (dialect === "sqlite") return join(await createFolder(), "test.db");

  return createPostgres();
}

/** An empty database on the Postgres of the tests. */
export async function createPostgres(): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return new URL(name, postgresUrl).href;
}

/** A folder of its own for the test, gone when it ends. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "adjutant-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Puts one event into the inbox. */
export function delivery(id: string, body = "{}") {
  return { source: "github", delivery: id, kind: "ping", occurredAt: AT, receivedAt: AT, payload: Buffer.from(body) };
}
