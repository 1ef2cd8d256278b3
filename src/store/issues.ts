import type { Db } from "./db.ts";
import { and, desc, lte, sql } from "./drizzle.ts";
import { loadGone } from "./tombstones.ts";
import { unpackTexts } from "./unpack.ts";

/** Issues by their titles, open or not, the newest first; without those that are gone. */
export async function loadIssues(db: Db, repositories: string[], { asOf, limit }: { asOf: Date; limit: number }) {
  const { ref, title, url, repo, openedAt } = db.tables.issues;
  const rows = await db
    .select({ ref, title, url })
    .from(db.tables.issues)
    .where(and(sql`${repo} in ${unpackTexts(db, repositories)}`, lte(openedAt, asOf)))
    .orderBy(desc(openedAt))
    .limit(limit);
  const gone = await loadGone(
    db,
    rows.map((row) => row.ref),
    asOf,
  );
  return rows.filter((row) => !gone.has(row.ref));
}
