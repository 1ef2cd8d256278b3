import { repositoryOf } from "#domain/subject";
import type { Db } from "./db.ts";
import { and, desc, isNotNull, isNull, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

/** A line that fails has at most a few failures that anything may still be open about. */
const FAILED_MAX = 200;

/**
 * What is to be judged anew after events about these subjects: besides themselves the pull requests whose commit was
 * checked or whose branch was pushed to, the failures on a line that was deployed, and all of a repository that is gone.
 */
export async function findTouched(db: Db, subjects: readonly string[]): Promise<string[]> {
  const pulls = await findPulls(db, subjects);
  const incidents = await findIncidents(db, subjects.filter(isRepository));
  const failures = await findFailures(db, subjects);
  return [...new Set([...subjects, ...pulls, ...incidents, ...failures])];
}

async function findPulls(db: Db, subjects: readonly string[]): Promise<string[]> {
  const wanted = subjects.filter((subject) => /[@:]/.test(subject) || isRepository(subject));
  if (wanted.length === 0) return [];
  const { ref, repo, head, headSha, closedAt } = db.tables.pullRequests;
  const isIn = sql`${repo} in ${unpackTexts(db, reposOf(wanted))}`;
  const rows = await db
    .select({ ref, repo, head, headSha })
    .from(db.tables.pullRequests)
    .where(and(isIn, isNull(closedAt)));
  const names = new Set(wanted);
  const isMeant = (row: (typeof rows)[number]) =>
    names.has(`${row.repo}@${row.headSha}`) || names.has(`${row.repo}:${row.head}`) || names.has(row.repo);
  return rows.filter(isMeant).map((row) => row.ref);
}

async function findIncidents(db: Db, repositories: readonly string[]): Promise<string[]> {
  if (repositories.length === 0) return [];
  const { ref, repo, closedAt, isIncident } = db.tables.issues;
  const isIn = and(sql`${repo} in ${unpackTexts(db, repositories)}`, sql`${isIncident}`);
  const rows = await db
    .select({ ref })
    .from(db.tables.issues)
    .where(and(isIn, isNull(closedAt)));
  return rows.map((row) => row.ref);
}

/** Failures in the repositories that something was deployed of, or that are gone. */
async function findFailures(db: Db, subjects: readonly string[]): Promise<string[]> {
  const wanted = subjects.filter((subject) => subject.includes("/deployments/") || isRepository(subject));
  if (wanted.length === 0) return [];
  const { id, repo, failedAt } = db.tables.deployments;
  const isIn = sql`${repo} in ${unpackTexts(db, reposOf(wanted))}`;
  const rows = await db
    .select({ id })
    .from(db.tables.deployments)
    .where(and(isIn, isNotNull(failedAt)))
    .orderBy(desc(failedAt))
    .limit(FAILED_MAX);
  return rows.map((row) => row.id);
}

function reposOf(subjects: readonly string[]): string[] {
  return [...new Set(subjects.map(repositoryOf))];
}

function isRepository(subject: string): boolean {
  return subject === repositoryOf(subject);
}
