import { repositoriesWith } from "#domain/metrics/delivery-rules";
import type { Db, Store } from "../db.ts";
import { asc, sql } from "../drizzle.ts";
import { takeFoldTurn } from "../fold-turn.ts";
import { unpackTexts } from "../unpack.ts";
import { deriveAttributions } from "./attributions.ts";
import { deriveChanges } from "./changes.ts";
import { deriveShipments } from "./shipments.ts";

const EVER = new Date(0);

/** The changes that these subjects are, anew; answers how many rows were put right and how many removed. */
export async function rebuildChanges(tx: Db, subjects: readonly string[]) {
  const { ref } = tx.tables.changes;
  const right = await deriveChanges(tx, subjects);
  const removed = await tx
    .delete(tx.tables.changes)
    .where(
      sql`${ref} in ${unpackTexts(tx, subjects)} and not exists (
        select 1 from pull_requests where pull_requests.ref = ${ref} and pull_requests.merged_at is not null)`,
    )
    .returning({ ref });
  return { changed: right.length, removed: removed.length };
}

/** How everything was shipped and what failed it, one service to a transaction; answers how many changes differed. */
export async function rebuildShipments(store: Store): Promise<number> {
  const services = new Map(
    (await listRepositories(store)).map((repo) => {
      const repositories = repositoriesWith(store.delivery, repo);
      return [repositories.join(), repositories];
    }),
  );
  let changed = 0;
  for (const repositories of services.values()) {
    changed += await store.transaction(async (tx) => {
      await takeFoldTurn(tx);
      const differing = await deriveShipments(tx, { repositories, since: EVER, refs: [] });
      await deriveAttributions(tx, repositories);
      return differing;
    });
  }
  return changed;
}

async function listRepositories(db: Db): Promise<string[]> {
  const { changes, issues, attributions } = db.tables;
  const found = await db.selectDistinct({ repo: changes.repo }).from(changes).orderBy(asc(changes.repo));
  const failed = await db.selectDistinct({ repo: issues.repo }).from(issues).where(sql`${issues.isIncident}`);
  const known = await db.selectDistinct({ repo: attributions.repo }).from(attributions);
  return [...new Set([...found, ...failed, ...known].map(({ repo }) => repo))];
}
