import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./db.ts";
import { getTableColumns, getTableName } from "./drizzle.ts";

/** No turn on SQLite's connection takes longer than this many rows need. */
const ROWS_PER_TURN = 250;

/** A row by the names of the schema. Instants may be dates or milliseconds; what is left out is null. */
export type BulkRow = Record<string, unknown>;

export interface BulkOptions {
  /**
   * `update` replaces the whole row, but for what is `adding`: that is added to what is there. The rows of one call must
   * then differ in their keys.
   */
  onConflict: "nothing" | { update: readonly string[]; adding?: readonly string[] };
  /** The columns to insert, by the names of the schema: all but generated ones unless given. */
  columns?: readonly string[];
  returning?: readonly string[];
}

/**
 * Inserts many rows by one statement of constant text, which costs a fraction of what building a statement for that many
 * rows would. Answers the `returning` columns of the rows that went in, as the driver gives them. Inside a transaction only.
 */
export async function insertRows(
  tx: Db,
  table: PgTable,
  { rows, ...options }: BulkOptions & { rows: readonly BulkRow[] },
): Promise<unknown[][]> {
  const { text, encoders } = statementFor(tx, table, options);
  const returned: unknown[][] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_TURN) {
    const turn = rows.slice(start, start + ROWS_PER_TURN);
    const values = turn.map((row) => encoders.map(({ name, encode }) => encode(row[name] ?? null)));
    returned.push(...(await tx.insertMany(text, values)));
  }
  return returned;
}

interface Statement {
  text: string;
  encoders: { name: string; encode: Encode }[];
}

/** Tables belong to their store, and each has few ways in which it is written to. */
const written = new WeakMap<PgTable, Map<string, Statement>>();

function statementFor(db: Db, table: PgTable, options: BulkOptions): Statement {
  const statements = written.get(table) ?? new Map<string, Statement>();
  written.set(table, statements);
  const key = JSON.stringify(options);
  const statement = statements.get(key) ?? createStatement(db, table, options);
  statements.set(key, statement);
  return statement;
}

function createStatement(db: Db, table: PgTable, options: BulkOptions): Statement {
  const all = getTableColumns(table) as Record<string, PgColumn>;
  const names = options.columns ?? Object.keys(all);
  const columns = names.map((name) => columnOf(all, name));
  const encoderOf = db.dialect === "postgres" ? postgresEncoder : sqliteEncoder;
  const encoders = columns.map((column, index) => ({ name: names[index] ?? "", encode: encoderOf(column) }));
  return { text: write(db, getTableName(table), { columns, all, options }), encoders };
}

interface Writing {
  columns: PgColumn[];
  all: Record<string, PgColumn>;
  options: BulkOptions;
}

function write({ dialect }: Db, table: string, { columns, all, options }: Writing): string {
  const names = columns.map(({ name }) => `"${name}"`);
  const source = dialect === "postgres" ? unnest(columns) : `values (${columns.map(() => "?").join(", ")})`;
  const returning = options.returning?.map((name) => `"${columnOf(all, name).name}"`).join(", ");
  const parts = [
    `insert into "${table}" (${names.join(", ")})`,
    source,
    writeConflict(table, { columns, all, options }),
    returning ? `returning ${returning}` : "",
  ];
  return parts.join(" ").trim();
}

/** One array per column, cast to the column's type: the text stays the same however many rows there are. */
function unnest(columns: PgColumn[]): string {
  const casts = columns.map((column, index) => `c${index}::${column.getSQLType()}`);
  const arrays = columns.map((_column, index) => `$${index + 1}::text[]`);
  const aliases = columns.map((_column, index) => `c${index}`);
  return `select ${casts.join(", ")} from unnest(${arrays.join(", ")}) as given(${aliases.join(", ")})`;
}

function writeConflict(table: string, { columns, all, options: { onConflict } }: Writing): string {
  if (onConflict === "nothing") return "on conflict do nothing";
  const { update, adding = [] } = onConflict;
  const keys = update.map((name) => columnOf(all, name).name);
  const added = new Set(adding.map((name) => columnOf(all, name).name));
  const sets = columns
    .filter(({ name }) => !keys.includes(name))
    .map(({ name }) => `"${name}" = ${added.has(name) ? `"${table}"."${name}" + ` : ""}excluded."${name}"`);
  return `on conflict (${keys.map((name) => `"${name}"`).join(", ")}) do update set ${sets.join(", ")}`;
}

function columnOf(all: Record<string, PgColumn>, name: string): PgColumn {
  const column = all[name];
  if (!column) throw new Error(`There is no column ${name}.`);
  return column;
}

type Encode = (value: unknown) => unknown;

function sqliteEncoder({ dataType }: PgColumn): Encode {
  switch (dataType) {
    case "json":
      return known((value) => JSON.stringify(value));
    case "boolean":
      return known((value) => (value ? 1 : 0));
    case "date":
      return (value) => (value instanceof Date ? value.getTime() : value);
    default:
      return (value) => value;
  }
}

function postgresEncoder({ dataType }: PgColumn): Encode {
  switch (dataType) {
    case "json":
      return known((value) => JSON.stringify(value));
    case "date":
      return known((value) => new Date(value as number | Date).toISOString());
    default:
      return known((value) => (Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : String(value)));
  }
}

function known(encode: Encode): Encode {
  return (value) => (value === null ? null : encode(value));
}
