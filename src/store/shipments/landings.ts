import { lineOfTag } from "#domain/metrics/delivery-rules";
import { createLineage, type Lineage } from "#domain/metrics/lineage";
import type { Landing } from "#domain/metrics/shipments";
import type { Db } from "../db.ts";
import { and, asc, gte, inArray, isNotNull, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";

/** What lay before the first merge that is asked about may still name the commit it began from. */
const PUSHES_BEFORE_MS = 86_400_000;

/** Successful production deployments of some repositories from an instant on, in the order in which they finished. */
export async function loadLandings(tx: Db, repositories: readonly string[], from: Date): Promise<Landing[]> {
  const { id, repo, environment, ref, branch, sha, succeededAt } = tx.tables.deployments;
  const isIn = sql`${repo} in ${unpackTexts(tx, repositories)}`;
  const rows = await tx
    .select({ id, repo, ref, branch, sha, succeededAt })
    .from(tx.tables.deployments)
    .where(
      and(
        isIn,
        inArray(environment, [...tx.delivery.environments]),
        isNotNull(succeededAt),
        gte(succeededAt, from),
        sql`not exists (select 1 from corrections where corrections.subject = ${id} and corrections.is_void)`,
      ),
    )
    .orderBy(asc(succeededAt), asc(id));
  const bases = await loadBases(
    tx,
    rows.flatMap(({ branch, sha }) => (branch === null ? [sha] : [])),
  );
  return rows.map((row) => ({
    ...{ id: row.id, sha: row.sha, ref: row.ref, at: row.succeededAt?.getTime() ?? 0 },
    line: row.branch ?? lineOfTag(tx.delivery, row.ref) ?? bases.get(`${row.repo} ${row.sha}`) ?? null,
  }));
}

/** The branches into which deployed commits were merged, by repository and commit. */
async function loadBases(tx: Db, shas: readonly string[]): Promise<Map<string, string>> {
  if (shas.length === 0) return new Map();
  const { repo, base, mergeSha, ref } = tx.tables.changes;
  const rows = await tx
    .select({ repo, base, mergeSha })
    .from(tx.tables.changes)
    .where(sql`${mergeSha} in ${unpackTexts(tx, shas)}`)
    .orderBy(asc(ref));
  return new Map(rows.map((row) => [`${row.repo} ${row.mergeSha}`, row.base]));
}

/** What the pushes to some branches say of which commit contains which. */
export async function loadLineage(tx: Db, branches: readonly string[], from: Date): Promise<Lineage> {
  const { subject, at, version, before, after, shas } = tx.tables.pushes;
  const rows = await tx
    .select({ subject, before, after, shas })
    .from(tx.tables.pushes)
    .where(and(sql`${subject} in ${unpackTexts(tx, branches)}`, gte(at, new Date(from.getTime() - PUSHES_BEFORE_MS))))
    .orderBy(asc(subject), asc(at), asc(version));
  return createLineage(rows);
}
