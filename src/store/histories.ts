import { PULL_REQUESTS_MAX, type PullRequestHistory } from "#domain/pull-request";
import type { Db } from "./db.ts";
import { and, asc, lte, type SQL, sql } from "./drizzle.ts";
import { loadGone } from "./tombstones.ts";
import { unpackTexts } from "./unpack.ts";

/** Pull requests with all that happened to them up to an instant, in the order in which it happened. */
export async function loadHistories(db: Db, where: SQL | undefined, until: Date): Promise<PullRequestHistory[]> {
  const rows = await selectRows(db, where);
  const refs = rows.map(({ ref }) => ref);
  if (refs.length === 0) return [];
  const versions = groupBy(await selectVersions(db, refs, until));
  const activities = groupBy(await selectActivities(db, refs, until));
  const reviews = groupBy(await selectReviews(db, refs, until));
  const checks = groupBy(await selectChecks(db, [...versions].flatMap(toCommits), until));
  const pushes = groupBy(await selectPushes(db, rows.map(toBranch), until));
  const commits = groupBy(await selectCommits(db, refs, until));
  const gone = await loadGone(db, refs, until);
  return rows.map((row) => ({
    row,
    versions: versions.get(row.ref) ?? [],
    activities: activities.get(row.ref) ?? [],
    reviews: reviews.get(row.ref) ?? [],
    checks: toCommits([row.ref, versions.get(row.ref) ?? []]).flatMap((commit) => checks.get(commit) ?? []),
    commitSubjects: [...(pushes.get(toBranch(row)) ?? []), ...(commits.get(row.ref) ?? [])],
    goneAt: gone.get(row.ref) ?? null,
  }));
}

async function selectRows(db: Db, where: SQL | undefined) {
  const pulls = db.tables.pullRequests;
  const { ref, repo, number, title, body, url, author, authorKind, base, head } = pulls;
  const { openedAt, mergedAt, closedAt, mergeSha, additions, deletions, isClockSuspect } = pulls;
  const texts = { ref, repo, number, title, body, url, author, authorKind, base, head };
  return db
    .select({ ...texts, openedAt, mergedAt, closedAt, mergeSha, additions, deletions, isClockSuspect })
    .from(pulls)
    .where(where)
    .orderBy(asc(openedAt), asc(ref))
    .limit(PULL_REQUESTS_MAX);
}

async function selectVersions(db: Db, refs: string[], until: Date) {
  const { versions } = db.tables;
  const { subject, at, state, title, base, headSha, isDraft, labels, requestedReviewers } = versions;
  return db
    .select({ subject, at, state, title, base, headSha, isDraft, labels, requestedReviewers })
    .from(versions)
    .where(and(sql`${subject} in ${unpackTexts(db, refs)}`, lte(at, until)))
    .orderBy(asc(subject), asc(versions.version));
}

async function selectActivities(db: Db, refs: string[], until: Date) {
  const { activities } = db.tables;
  const { subject, at, kind, person, personKind } = activities;
  return db
    .select({ subject, at, kind, person, personKind })
    .from(activities)
    .where(and(sql`${subject} in ${unpackTexts(db, refs)}`, lte(at, until)))
    .orderBy(asc(subject), asc(at));
}

async function selectReviews(db: Db, refs: string[], until: Date) {
  const { reviews } = db.tables;
  const { subject, person, personKind, state, at, dismissedAt } = reviews;
  return db
    .select({ subject, person, personKind, state, at, dismissedAt })
    .from(reviews)
    .where(and(sql`${subject} in ${unpackTexts(db, refs)}`, lte(at, until)))
    .orderBy(asc(at), asc(reviews.id));
}

async function selectChecks(db: Db, commits: string[], until: Date) {
  const { checks } = db.tables;
  const { subject, name, conclusion, startedAt, at } = checks;
  const rows = await db
    .select({ subject, name, conclusion, startedAt, at })
    .from(checks)
    .where(and(sql`${subject} in ${unpackTexts(db, commits)}`, lte(startedAt, until)))
    .orderBy(asc(startedAt), asc(checks.id));
  return rows.map((row) => ({ ...row, sha: row.subject.slice(row.subject.lastIndexOf("@") + 1) }));
}

async function selectPushes(db: Db, branches: string[], until: Date) {
  const { pushes } = db.tables;
  const { subject, at, subjects } = pushes;
  return db
    .select({ subject, at, subjects })
    .from(pushes)
    .where(and(sql`${subject} in ${unpackTexts(db, branches)}`, lte(at, until)))
    .orderBy(asc(at));
}

/** Those that were read from a list rather than heard of when they were pushed. */
async function selectCommits(db: Db, refs: string[], until: Date) {
  const { subject, at, title } = db.tables.commits;
  const rows = await db
    .select({ subject, at, title })
    .from(db.tables.commits)
    .where(and(sql`${subject} in ${unpackTexts(db, refs)}`, lte(at, until)))
    .orderBy(asc(subject), asc(at), asc(db.tables.commits.sha));
  return rows.map((row) => ({ subject: row.subject, at: row.at, subjects: [row.title] }));
}

function toCommits([ref, versions]: [string, { headSha: string }[]]): string[] {
  const repo = ref.slice(0, ref.lastIndexOf("#"));
  return [...new Set(versions.map(({ headSha }) => `${repo}@${headSha}`))];
}

function toBranch({ repo, head }: { repo: string; head: string }): string {
  return `${repo}:${head}`;
}

function groupBy<Row extends { subject: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.subject);
    if (group) group.push(row);
    else groups.set(row.subject, [row]);
  }
  return groups;
}
