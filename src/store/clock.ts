import type { Store } from "./db.ts";
import { sql } from "./drizzle.ts";

/** What time the database believes it is; also the shortest proof that it answers. */
export async function readClock(store: Store): Promise<Date> {
  const now =
    store.dialect === "sqlite"
      ? sql`select unixepoch('subsec') * 1000 as ms`
      : sql`select extract(epoch from now()) * 1000 as ms`;
  const [row] = await store.rows<{ ms: number | string }>(now);
  return new Date(Number(row?.ms));
}
