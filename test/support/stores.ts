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

/** Migrated once per process: to copy a database takes a fraction of what migrating one does. */
const templates: { [Kind in Dialect]?: Promise<string> } = {};

async function copySqlite(): Promise<string> {
  templates.sqlite ??= migrate(join(await mkdtemp(join(tmpdir(), "adjutant-template-")), "template.db"));
  const url = join(await createFolder(), "test.db");
  await copyFile(await templates.sqlite, url);
  return url;
}

async function copyPostgres(): Promise<string> {
  templates.postgres ??= createPostgres().then(migrate);
  const { pathname } = new URL(await templates.postgres);
  return createPostgres(pathname.slice(1));
}

async function migrate(url: string): Promise<string> {
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

/** A database on the Postgres of the tests, empty or like another one that nobody is connected to. */
export async function createPostgres(template?: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`create database ${name}${template === undefined ? "" : ` template ${template}`}`);
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
