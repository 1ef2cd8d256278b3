import type { PgColumn } from "drizzle-orm/pg-core";
import { type FactRow, type FactTableName, type FactValue, factTables, joinRows, keyOf } from "#domain/fact-tables";
import { insertRows } from "./bulk.ts";
import type { Db } from "./db.ts";
import { and, getTableColumns, type SQL, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

export type FactRows = Map<string, FactRow>;

/** Joins rows into a table and writes those that changed. */
export async function writeFacts(tx: Db, name: FactTableName, rows: FactRows): Promise<void> {
  const spec = factTables[name];
  if (isInsertOnly(name)) return replaceFacts(tx, name, [...rows.values()]);
  const [first] = spec.key;
  // Of a key of several fields the first one finds a few rows more than are asked for.
  const values = new Set([...rows.values()].map((row) => String(row[first])));
  const known = await loadFacts(tx, name, { field: first, values: [...values] });
  const changed: FactRow[] = [];
  for (const [key, row] of rows) {
    const before = known.get(key);
    const after = before ? joinRows(spec, before, row) : row;
    if (after !== before) changed.push(after);
  }
  await replaceFacts(tx, name, changed);
}

/** Writes rows as they are, over whatever had their keys. */
export async function replaceFacts(tx: Db, name: FactTableName, rows: readonly FactRow[]): Promise<void> {
  const onConflict = isInsertOnly(name) ? "nothing" : { update: factTables[name].key };
  await insertRows(tx, tx.tables[name], { rows, onConflict });
}

/** Removes rows by their keys. */
export async function deleteFacts(tx: Db, name: FactTableName, rows: readonly FactRow[]): Promise<void> {
  const columns = columnsOf(tx, name);
  for (const row of rows) {
    const isRow = factTables[name].key.map((field) => {
      const column = columns[field];
      return sql`${column} = ${sql.param(toColumnValue(row[field], column), column)}`;
    });
    await tx.delete(tx.tables[name]).where(and(...isRow));
  }
}

/** The rows whose `field` has one of the values, by their keys. */
export async function loadFacts(
  db: Db,
  name: FactTableName,
  { field, values }: { field: string; values: readonly string[] },
): Promise<FactRows> {
  const column = columnsOf(db, name)[field];
  return selectFacts(db, name, sql`${column} in ${unpackTexts(db, values)}`);
}

async function selectFacts(db: Db, name: FactTableName, where: SQL): Promise<FactRows> {
  const rows = await db.select().from(db.tables[name]).where(where);
  return new Map(rows.map(toFactRow).map((row) => [keyOf(factTables[name], row), row]));
}

export function columnsOf(db: Db, name: FactTableName): Record<string, PgColumn> {
  return getTableColumns(db.tables[name]);
}

/** Rows whose fields are all in their key cannot change, only be there. */
function isInsertOnly(name: FactTableName): boolean {
  const { groups, min, max } = factTables[name];
  return groups.length + min.length + max.length === 0;
}

function toColumnValue(value: FactValue | undefined, column: PgColumn | undefined): unknown {
  return column?.dataType === "date" ? new Date(value as number) : value;
}

function toFactRow(row: Record<string, unknown>): FactRow {
  const entries = Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.getTime() : value]);
  return Object.fromEntries(entries) as Record<string, FactValue>;
}
