import { type Change, type ChangeFacts, changeOf } from "#domain/metrics/change";
import { canonicalJson } from "#lib/hash";
import { insertRows } from "../bulk.ts";
import type { Db } from "../db.ts";
import { and, asc, isNotNull, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";

/** What is known of a change by itself; how it was shipped is for shipments.ts to say. */
const OWN = [
  ...["ref", "repo", "base", "author", "authorKind", "openedAt", "clockStart", "firstCommitAt", "firstReviewAt"],
  ...["approvedAt", "rework", "mergedAt", "mergeSha", "reverts", "fixes"],
];

/** Computes the changes that these pull requests are, where they are merged, and writes those that differ. */
export async function deriveChanges(tx: Db, refs: readonly string[]): Promise<Change[]> {
  const found = await loadMerged(tx, refs);
  if (found.length === 0) return [];
  const merged = found.map(({ ref }) => ref);
  const [drafts, activities, reviews, commits] = [
    group(await loadDrafts(tx, merged)),
    group(await loadActivities(tx, merged)),
    group(await loadReviews(tx, merged)),
    group(await loadAuthored(tx, merged)),
  ];
  const right = found.map((row) =>
    changeOf({
      row,
      drafts: drafts.get(row.ref) ?? [],
      activities: activities.get(row.ref) ?? [],
      reviews: reviews.get(row.ref) ?? [],
      authored: (commits.get(row.ref) ?? []).map(({ at }) => at),
    }),
  );
  const known = await loadKnown(tx, merged);
  const changed = right.filter((change) => canonicalJson(change) !== known.get(change.ref));
  await insertRows(tx, tx.tables.changes, {
    rows: changed.map((change) => ({ ...change })),
    columns: OWN,
    onConflict: { update: ["ref"] },
  });
  return changed;
}

async function loadMerged(tx: Db, refs: readonly string[]): Promise<ChangeFacts["row"][]> {
  const { ref, repo, base, author, authorKind, openedAt, mergedAt, mergeSha, title, body } = tx.tables.pullRequests;
  const rows = await tx
    .select({ ref, repo, base, author, authorKind, openedAt, mergedAt, mergeSha, title, body })
    .from(tx.tables.pullRequests)
    .where(and(sql`${ref} in ${unpackTexts(tx, refs)}`, isNotNull(mergedAt)));
  return rows.map((row) => ({ ...row, openedAt: row.openedAt.getTime(), mergedAt: row.mergedAt?.getTime() ?? 0 }));
}

async function loadDrafts(tx: Db, refs: readonly string[]) {
  const { subject, at, version, isDraft } = tx.tables.versions;
  const rows = await tx
    .select({ subject, at, isDraft })
    .from(tx.tables.versions)
    .where(sql`${subject} in ${unpackTexts(tx, refs)}`)
    .orderBy(asc(version));
  return rows.map(inMs);
}

async function loadActivities(tx: Db, refs: readonly string[]) {
  const { subject, at, kind, person, personKind } = tx.tables.activities;
  const rows = await tx
    .select({ subject, at, kind, person, personKind })
    .from(tx.tables.activities)
    .where(sql`${subject} in ${unpackTexts(tx, refs)}`)
    .orderBy(asc(at), asc(kind), asc(person));
  return rows.map(inMs);
}

async function loadReviews(tx: Db, refs: readonly string[]) {
  const { id, subject, at, state, person, personKind } = tx.tables.reviews;
  const rows = await tx
    .select({ subject, at, state, person, personKind })
    .from(tx.tables.reviews)
    .where(sql`${subject} in ${unpackTexts(tx, refs)}`)
    .orderBy(asc(at), asc(id));
  return rows.map(inMs);
}

async function loadAuthored(tx: Db, refs: readonly string[]) {
  const { subject, authoredAt: at } = tx.tables.commits;
  const rows = await tx
    .select({ subject, at })
    .from(tx.tables.commits)
    .where(sql`${subject} in ${unpackTexts(tx, refs)}`);
  return rows.map(inMs);
}

async function loadKnown(tx: Db, refs: readonly string[]): Promise<Map<string, string>> {
  const { changes } = tx.tables;
  const rows = await tx
    .select()
    .from(changes)
    .where(sql`${changes.ref} in ${unpackTexts(tx, refs)}`);
  return new Map(
    rows.map(({ deployment: _deployment, shippedAt: _at, shipRule: _rule, ...own }) => {
      const plain = Object.entries(own).map(([key, value]) => [key, value instanceof Date ? value.getTime() : value]);
      return [own.ref, canonicalJson(Object.fromEntries(plain))];
    }),
  );
}

function inMs<Row extends { at: Date }>(row: Row): Omit<Row, "at"> & { at: number } {
  return { ...row, at: row.at.getTime() };
}

function group<Row extends { subject: string }>(rows: Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ subject }) => subject);
}
