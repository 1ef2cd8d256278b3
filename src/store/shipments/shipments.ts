import { repositoriesWith } from "#domain/metrics/delivery-rules";
import { findShipments, type Landing, type Merge, type Shipment } from "#domain/metrics/shipments";
import { repositoryOf } from "#domain/subject";
import type { Db } from "../db.ts";
import { and, asc, gte, isNull, or, type SQL, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";
import { loadLandings, loadLineage } from "./landings.ts";

/** What may have been shipped otherwise than we thought. */
export interface Touch {
  /** All that is delivered together. */
  repositories: readonly string[];
  /** Nothing that happened before this can change how anything was shipped. */
  since: Date;
  /** Changes of which anything is new. */
  refs: readonly string[];
}

type Known = Merge & { [Key in keyof Shipment]: Shipment[Key] | null };

/** Computes anew what was shipped since an instant, and what was not shipped yet, and writes what differs. */
export async function deriveShipments(tx: Db, touch: Touch): Promise<number> {
  const landings = await loadLandings(tx, touch.repositories, touch.since);
  const merges = await loadOpen(tx, touch, landings.length > 0);
  if (merges.length === 0) return 0;
  const lineage = await loadLineage(tx, branchesOf(merges), earliest(merges));
  const right = new Map<string, Shipment>();
  const keyOf = (repo: string) => repositoriesWith(tx.delivery, repo).join();
  const landingsOf = Map.groupBy(landings, ({ id }) => keyOf(repositoryOf(id)));
  for (const [service, own] of Map.groupBy(merges, ({ repo }) => keyOf(repo))) {
    const found = findShipments(own, landingsOf.get(service) ?? NONE, lineage);
    for (const [ref, shipment] of found) right.set(ref, shipment);
  }
  const differing = merges.filter((merge) => !isSame(merge, right.get(merge.ref)));
  await write(tx, differing, right);
  return differing.length;
}

const NONE: Landing[] = [];

/** Those not shipped, where something was deployed that could have shipped them, and those shipped since. */
async function loadOpen(tx: Db, { repositories, since, refs }: Touch, hasLandings: boolean): Promise<Known[]> {
  const { ref, repo, base, mergeSha, mergedAt, deployment, shippedAt, shipRule } = tx.tables.changes;
  const isIn = sql`${repo} in ${unpackTexts(tx, repositories)}`;
  const parts: (SQL | undefined)[] = [and(isIn, gte(shippedAt, since))];
  if (hasLandings) parts.push(and(isIn, isNull(shippedAt)));
  if (refs.length > 0) parts.push(sql`${ref} in ${unpackTexts(tx, refs)}`);
  const rows = await tx
    .select({ ref, repo, base, mergeSha, mergedAt, deployment, shippedAt, shipRule })
    .from(tx.tables.changes)
    .where(or(...parts))
    .orderBy(asc(ref));
  return rows.map((row) => ({
    ...row,
    mergedAt: row.mergedAt.getTime(),
    shippedAt: row.shippedAt?.getTime() ?? null,
  }));
}

function branchesOf(merges: readonly Merge[]): string[] {
  return [...new Set(merges.map(({ repo, base }) => `${repo}:${base}`))];
}

function earliest(merges: readonly Merge[]): Date {
  return new Date(merges.reduce((least, { mergedAt }) => Math.min(least, mergedAt), Number.MAX_SAFE_INTEGER));
}

function isSame(known: Known, right: Shipment | undefined): boolean {
  return (
    known.deployment === (right?.deployment ?? null) &&
    known.shippedAt === (right?.shippedAt ?? null) &&
    known.shipRule === (right?.shipRule ?? null)
  );
}

/** One statement for all, whatever their number. */
async function write(tx: Db, merges: readonly Merge[], right: ReadonlyMap<string, Shipment>): Promise<void> {
  if (merges.length === 0) return;
  const rows = merges.map(({ ref }) => {
    const shipment = right.get(ref);
    return [ref, shipment?.deployment ?? null, shipment?.shippedAt ?? null, shipment?.shipRule ?? null];
  });
  const list = JSON.stringify(rows);
  const isPostgres = tx.dialect === "postgres";
  const given = isPostgres ? sql`json_array_elements(${list}::json)` : sql`json_each(${list})`;
  const at = isPostgres ? sql`to_timestamp((value ->> 2)::float8 / 1000)` : sql`value ->> 2`;
  await tx.rows(sql`update changes
    set deployment = given.deployment, shipped_at = given.at, ship_rule = given.rule
    from (select value ->> 0 as ref, value ->> 1 as deployment, ${at} as at, value ->> 3 as rule from ${given}) as given
    where changes.ref = given.ref`);
}
