import { setImmediate as nextRound } from "node:timers/promises";
import Database from "better-sqlite3";
import type { SQL } from "drizzle-orm";
import { DEFAULT_DELIVERY, type DeliveryRules } from "#domain/metrics/delivery-rules";
import { type Db, type Store, toDb } from "./db.ts";
import { loadSqliteDriver, loadSqliteMigrator, sqliteCore } from "./drizzle.ts";
import { createDurable, type Durable } from "./durable.ts";
import { createFullNaming } from "./full-disk.ts";
import { assertAllApplied, isUpToDate } from "./migrations.ts";
import type { StoreOptions } from "./open.ts";
import { defineTables, type Tables } from "./schema.ts";
import { createStatements } from "./statements.ts";
import { createTransactionGuard } from "./transaction-guard.ts";

const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 64 * 1024;
const WAL_BYTES_MAX = 64 * 1024 * 1024;
/** The log is brought into the database when it has this many pages: 12 MB, so that pages written often are copied seldom. */
const LOG_PAGES = 3_000;
const BUSY_MS_MAX = 5;

type Execute = (query: string, params: unknown[], method: string) => Promise<{ rows: unknown[] }>;
type Run = <T>(query: string, statement: () => T) => Promise<T>;

/**
 * One better-sqlite3 connection behind drizzle's proxy driver, which gives it the asynchronous face of Postgres.
 * Statements take turns, and a transaction keeps its turn until it ends, so nothing slips into another's transaction.
 */
export function openSqlite({
  url,
  migrationsFolder,
  onFull,
  syncFile,
  delivery = DEFAULT_DELIVERY,
}: StoreOptions): Store {
  const connection = connect(url);
  const durable = createDurable(`${url}-wal`, syncFile);
  const statements = createStatements(connection);
  const guard = createTransactionGuard();
  const inTurn = createTurns();
  const breathe = createBreather();
  const { naming, nameFull } = createFullNaming(onFull);

  async function runInside<T>(_query: string, statement: () => T): Promise<T> {
    await breathe();
    return naming(statement);
  }

  async function runAlone<T>(query: string, statement: () => T): Promise<T> {
    const result = await inTurn(() => runInside(query, statement));
    if (statements.isWriting(query)) await durable.settled();
    return result;
  }

  const handles = { statements, delivery, tables: defineTables("sqlite"), assertInside: guard.assertInside };
  const outside = createHandle({ ...handles, assertAllowed: guard.assertOutside, run: runAlone });
  const inside = createHandle({ ...handles, assertAllowed: guard.assertInside, run: runInside });

  async function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    guard.assertOutside();
    const enter = () => guard.enter(() => work(inside));
    const result = await inTurn(() => commitOrRollBack(connection, enter).catch(nameFull));
    // The next transaction has its turn meanwhile; only success is told later.
    await durable.settled();
    return result;
  }

  return {
    ...outside,
    transaction,
    migrate: () => inTurn(async () => migrateSqlite(connection, `${migrationsFolder}/sqlite`)),
    close: () => inTurn(() => close(connection, durable)),
  };
}

interface HandleParts {
  statements: ReturnType<typeof createStatements>;
  tables: Tables;
  delivery: DeliveryRules;
  assertAllowed(): void;
  assertInside(): void;
  run: Run;
}

function createHandle({ statements, tables, delivery, assertAllowed, assertInside, run }: HandleParts): Db {
  const execute: Execute = (query, params, method) => run(query, () => statements.execute(query, params, method));
  // Drizzle shows its logger each statement before sending it, prepared ones too.
  const database = drizzleProxy(execute, { logger: { logQuery: assertAllowed } });
  async function rows<Row>(query: SQL): Promise<Row[]> {
    assertAllowed();
    const { sql, params } = sqlWriter.sqlToQuery(query);
    return run(sql, () => statements.objects(sql, params) as Row[]);
  }
  async function insertMany(text: string, values: unknown[][]): Promise<unknown[][]> {
    assertInside();
    return run(text, () => statements.runMany(text, values));
  }
  return toDb(database, { dialect: "sqlite", tables, delivery, rows, insertMany });
}

async function close(connection: Database.Database, durable: Durable): Promise<void> {
  if (!connection.open) return;
  connection.pragma("optimize");
  connection.close();
  await durable.close();
}

function connect(file: string): Database.Database {
  const connection = new Database(file);
  connection.pragma("journal_mode = WAL");
  // SQLite keeps the file whole through a power cut; that the last commits are kept too is seen to by durable.ts.
  connection.pragma("synchronous = NORMAL");
  connection.pragma("foreign_keys = ON");
  // What was deleted shall be gone from the file too.
  connection.pragma("secure_delete = ON");
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma(`cache_size = -${CACHE_KIB}`);
  connection.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
  connection.pragma(`journal_size_limit = ${WAL_BYTES_MAX}`);
  return connection;
}

/** Runs each piece of work after the one before it has ended, well or badly. */
function createTurns() {
  let previous: Promise<unknown> = Promise.resolve();
  return function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = previous.then(work);
    previous = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * Statements are synchronous, and awaiting one after another never gets past the microtasks: a loop over the store would
 * hold up timers and sockets until it ends. So every few milliseconds they are let in.
 */
function createBreather() {
  let breathedAt = performance.now();
  return async function breathe(): Promise<void> {
    if (performance.now() - breathedAt < BUSY_MS_MAX) return;
    await nextRound();
    breathedAt = performance.now();
  };
}

async function commitOrRollBack<T>(connection: Database.Database, work: () => Promise<T>): Promise<T> {
  // IMMEDIATE takes the write lock now; upgrading a read later fails at once if another process wrote in between.
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = await work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite itself has already rolled back after some errors, a full disk among them.
    if (connection.inTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

const drizzleProxy = loadSqliteDriver();
const sqlWriter = new sqliteCore.SQLiteAsyncDialect();

function migrateSqlite(connection: Database.Database, folder: string): void {
  if (isUpToDate(readApplied(connection), folder)) return;
  const { drizzleLocal, migrate } = loadSqliteMigrator();
  // Drizzle changes a table by copying and dropping it, and dropping a table deletes the rows that refer to it. The
  // pragma it writes against that has no effect inside its transaction, so it is set out here.
  connection.pragma("foreign_keys = OFF");
  try {
    migrate(drizzleLocal(connection), { migrationsFolder: folder });
    assertNoOrphans(connection);
  } finally {
    connection.pragma("foreign_keys = ON");
  }
  assertAllApplied(readApplied(connection).length, folder);
}

/** When each migration was written that this database has had. */
function readApplied(connection: Database.Database): number[] {
  const table = connection.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
  if (!table) return [];
  return connection.prepare("select created_at from __drizzle_migrations").pluck().all().map(Number);
}

function assertNoOrphans(connection: Database.Database): void {
  const orphans = connection.pragma("foreign_key_check") as unknown[];
  if (orphans.length > 0) throw new Error(`Migration left ${orphans.length} rows that refer to missing ones.`);
}
