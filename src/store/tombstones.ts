import { repositoryOf } from "#domain/subject";
import type { Db } from "./db.ts";
import { and, lte, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

/** When each of these was last said to be gone, itself or its repository, as of an instant; those that never were are left out. */
export async function loadGone(db: Db, refs: readonly string[], asOf: Date): Promise<Map<string, Date>> {
  const { subject, at } = db.tables.tombstones;
  const names = [...new Set([...refs, ...refs.map(repositoryOf)])];
  const rows = await db
    .select({ subject, at })
    .from(db.tables.tombstones)
    .where(and(sql`${subject} in ${unpackTexts(db, names)}`, lte(at, asOf)));
  const known = new Map(rows.map((row) => [row.subject, row.at]));
  const gone = new Map<string, Date>();
  for (const ref of refs) {
    const [own, whole] = [known.get(ref), known.get(repositoryOf(ref))];
    const latest = own && whole ? (own > whole ? own : whole) : (own ?? whole);
    if (latest) gone.set(ref, latest);
  }
  return gone;
}
