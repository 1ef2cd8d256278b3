import { sqliteCore as lite, loadPostgresCore } from "./drizzle.ts";

export type Dialect = "sqlite" | "postgres";

/** The engine follows from where the data lives: a postgres:// URL, or else the path of a SQLite file. */
export function dialectOf(url: string): Dialect {
  return /^postgres(ql)?:\/\//.test(url) ? "postgres" : "sqlite";
}

// Drizzle settles a column's engine when the column is built. A schema built at load would have to know the engine
// before any configuration is read, so the schema is a function of these columns instead, and the store calls it when
// it opens. It also lets one process hold both engines, which the tests and a move to Postgres need.
function postgresColumns() {
  const pg = loadPostgresCore();
  return {
    table: pg.pgTable,
    index: pg.index,
    uniqueIndex: pg.uniqueIndex,
    primaryKey: pg.primaryKey,
    text: pg.text,
    integer: pg.integer,
    /** A primary key that the engine counts up. */
    counter: (name: string) => pg.bigserial(name, { mode: "number" }),
    real: pg.doublePrecision,
    boolean: pg.boolean,
    json: pg.jsonb,
    /** A moment, to the millisecond on both engines, so that a Date survives the round trip. */
    instant: (name: string) => pg.timestamp(name, { withTimezone: true, precision: 3, mode: "date" }),
    bytes: pg.customType<{ data: Buffer }>({ dataType: () => "bytea" }),
  };
}

/** Typed as Postgres, the stricter side: every query is awaited, and there is no `.get()`, `.all()` or `.run()`. */
export type Columns = ReturnType<typeof postgresColumns>;

const sqliteColumns = {
  table: lite.sqliteTable,
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  text: lite.text,
  integer: lite.integer,
  counter: (name: string) => lite.integer(name),
  real: lite.real,
  boolean: (name: string) => lite.integer(name, { mode: "boolean" }),
  json: (name: string) => lite.text(name, { mode: "json" }),
  instant: (name: string) => lite.integer(name, { mode: "timestamp_ms" }),
  bytes: (name: string) => lite.blob(name, { mode: "buffer" }),
} satisfies Record<keyof Columns, unknown>;

export function columnsFor(dialect: Dialect): Columns {
  return dialect === "postgres" ? postgresColumns() : (sqliteColumns as unknown as Columns);
}
