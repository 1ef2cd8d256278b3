import type { Db } from "./db.ts";
import { and, lte, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

/** When each of these was last said to be gone, itself or its repository, as of an instant; those that never were are left out. */
export async function loadGone(db: Db, refs: readonly string[], asOf: Date): Promise<Map<string, Date>> {
  const { subject, at } = db.tables.tombstones;
  const names = [...new Set([...refs, ...refs.map(repoOf)])];
  const rows = await db
    .select({ subject, at })
    .from(db.tables.tombstones)
    .where(and(sql`${subject} in ${unpackTexts(db, names)}`, lte(at, asOf)));
  const known = new Map(rows.map((row) => [row.subject, row.at]));
  const gone = new Map<string, Date>();
  for (const ref of refs) {
    const [own, whole] = [known.get(ref), known.get(repoOf(ref))];
    const latest = own && whole ? (own > whole ? own : whole) : (own ?? whole);
    if (latest) gone.set(ref, latest);
  }
  return gone;
}

/** `owner/repo` of `owner/repo#7` or `owner/repo/deployments/7`. */
export function repoOf(subject: string): string {
  return subject.split(/[#@:]/, 1)[0]?.split("/").slice(0, 2).join("/") ?? subject;
}
