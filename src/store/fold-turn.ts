import type { Db } from "./db.ts";
import { sql } from "./drizzle.ts";

/** Any constant will do, as long as no other program takes advisory locks with it in the same database. */
const FOLD_LOCK = 727_275;

/** Two that fold at once would each join its events to the same old row. SQLite has one writer anyway. */
export async function takeFoldTurn(tx: Db): Promise<void> {
  if (tx.dialect === "postgres") await tx.rows(sql`select pg_advisory_xact_lock(${FOLD_LOCK})`);
}
