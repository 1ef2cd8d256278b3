import { createRequire } from "node:module";

// Imported as ES modules, drizzle's 300 files make Node read their 178 KB package.json again for each: 170 MB of memory
// and 0.4 s. Required, the same code takes 10 MB and 0.06 s. (drizzle-kit, which bundles the schema, knows no module URL.)
const load = createRequire(import.meta.url ?? `${process.cwd()}/package.json`);

const core: typeof import("drizzle-orm") = load("drizzle-orm");

export type { SQL } from "drizzle-orm";
export const {
  and,
  asc,
  count,
  DrizzleQueryError,
  desc,
  eq,
  getTableColumns,
  getTableName,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  ne,
  not,
  notInArray,
  or,
  sql,
} = core;

export const sqliteCore: typeof import("drizzle-orm/sqlite-core") = load("drizzle-orm/sqlite-core");
/** What one engine alone needs is loaded when that engine is opened. */
export function loadPostgresCore(): typeof import("drizzle-orm/pg-core") {
  return load("drizzle-orm/pg-core");
}

export function loadSqliteDriver() {
  const proxy: typeof import("drizzle-orm/sqlite-proxy") = load("drizzle-orm/sqlite-proxy");
  return proxy.drizzle;
}

/** And what changes tables, when there are any to change. */
export function loadSqliteMigrator() {
  const local: typeof import("drizzle-orm/better-sqlite3") = load("drizzle-orm/better-sqlite3");
  const migrator: typeof import("drizzle-orm/better-sqlite3/migrator") = load("drizzle-orm/better-sqlite3/migrator");
  return { drizzleLocal: local.drizzle, migrate: migrator.migrate };
}

export function loadPostgresDriver() {
  const driver: typeof import("drizzle-orm/node-postgres") = load("drizzle-orm/node-postgres");
  const migrator: typeof import("drizzle-orm/node-postgres/migrator") = load("drizzle-orm/node-postgres/migrator");
  return { drizzle: driver.drizzle, migrate: migrator.migrate };
}
