import type { PgColumn } from "drizzle-orm/pg-core";
import type { Deployment } from "#domain/delivery";
import type { PullRequest, PullRequestHistory } from "#domain/pull-request";
import { pullRequestAt } from "#domain/pull-request-at";
import type { Db } from "./db.ts";
import { and, desc, eq, gt, gte, inArray, isNull, lt, lte, or, type SQL, sql } from "./drizzle.ts";
import { loadHistories } from "./histories.ts";
import { loadOpenIncidents } from "./incidents.ts";
import { loadIssues } from "./issues.ts";
import { loadFreshness, notePoll } from "./sources.ts";
import { loadGone } from "./tombstones.ts";
import { unpackTexts } from "./unpack.ts";

const DEPLOYMENTS_MAX = 2_000;

type Scope = string[] | null;

interface Window {
  from: Date;
  to: Date;
}

export interface FactsOptions {
  /** What counts as production, in lower case: configuration, never a guess from a name. */
  environments?: string[];
}

/** The kernel's facts port. No query here reads events. */
export function createFacts(db: Db, { environments = ["production"] }: FactsOptions = {}) {
  const production = { db, environments };
  return {
    openPullRequests: (scope: Scope, asOf: Date) => loadOpen(db, scope, asOf),
    pullRequests: (subjects: string[], asOf: Date) => loadSome(db, subjects, asOf),
    endedPullRequests: (scope: Scope, window: Window) => loadEnded(db, scope, window),
    histories: (scope: Scope, window: Window) => loadAlive(db, scope, window),
    deployments: (scope: Scope, window: Window) => loadDeployments(production, scope, window),
    failedDeployments: (scope: Scope, asOf: Date) => loadFailed(production, scope, asOf),
    openIncidents: async (scope: Scope, asOf: Date) => loadOpenIncidents(db, await resolve(db, scope), asOf),
    issues: (repositories: string[], asOf: Date, limit: number) => loadIssues(db, repositories, { asOf, limit }),
    repositories: () => listRepositories(db),
    freshness: () => loadFreshness(db),
    notePoll: (source: string, at: Date) => notePoll(db, source, at),
  };
}

async function loadOpen(db: Db, scope: Scope, asOf: Date): Promise<PullRequest[]> {
  const { openedAt, closedAt, repo } = db.tables.pullRequests;
  const isIn = within(db, repo, await resolve(db, scope));
  // Each side of the `or` repeats the repositories, so that each finds its own range of the index.
  const isAlive = or(and(isIn, isNull(closedAt)), and(isIn, gt(closedAt, asOf)));
  const histories = await loadHistories(db, and(isAlive, lte(openedAt, asOf)), asOf);
  return standing(histories, asOf).filter(({ state }) => state === "open");
}

async function loadSome(db: Db, subjects: string[], asOf: Date): Promise<PullRequest[]> {
  const { ref } = db.tables.pullRequests;
  return standing(await loadHistories(db, sql`${ref} in ${unpackTexts(db, subjects)}`, asOf), asOf);
}

async function loadEnded(db: Db, scope: Scope, { from, to }: Window): Promise<PullRequest[]> {
  const { closedAt, repo } = db.tables.pullRequests;
  const where = and(within(db, repo, await resolve(db, scope)), gte(closedAt, from), lt(closedAt, to));
  const ended = standing(await loadHistories(db, where, to), to);
  return ended.sort((a, b) => (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0));
}

async function loadAlive(db: Db, scope: Scope, { from, to }: Window): Promise<PullRequestHistory[]> {
  const { openedAt, closedAt, repo } = db.tables.pullRequests;
  const isIn = within(db, repo, await resolve(db, scope));
  const isAlive = or(and(isIn, isNull(closedAt)), and(isIn, gt(closedAt, from)));
  return loadHistories(db, and(isAlive, lt(openedAt, to)), to);
}

function standing(histories: PullRequestHistory[], at: Date): PullRequest[] {
  return histories.map((history) => pullRequestAt(history, at)).filter((pull) => pull !== undefined);
}

interface Production {
  db: Db;
  environments: string[];
}

async function loadDeployments(production: Production, scope: Scope, { from, to }: Window): Promise<Deployment[]> {
  const { db, environments } = production;
  const { deployments } = db.tables;
  const { repo, environment, succeededAt, failedAt } = deployments;
  const isIn = and(within(db, repo, await resolve(db, scope)), inArray(environment, environments));
  const finished = or(
    and(isIn, gte(succeededAt, from), lt(succeededAt, to)),
    and(isIn, gte(failedAt, from), lt(failedAt, to)),
  );
  const rows = await db
    .select()
    .from(deployments)
    .where(finished)
    .orderBy(desc(sql`coalesce(${succeededAt}, ${failedAt})`))
    .limit(DEPLOYMENTS_MAX);
  return rows.map((row) => toDeployment(row, to)).filter(({ finishedAt }) => finishedAt !== null);
}

/** A later success on the same line mends a failure. */
async function loadFailed(production: Production, scope: Scope, asOf: Date): Promise<Deployment[]> {
  const { db, environments } = production;
  const { deployments } = db.tables;
  const { repo, environment, failedAt } = deployments;
  const isIn = and(within(db, repo, await resolve(db, scope)), inArray(environment, environments));
  const rows = await db
    .select()
    .from(deployments)
    .where(and(isIn, lte(failedAt, asOf)))
    .orderBy(desc(failedAt))
    .limit(DEPLOYMENTS_MAX);
  const failed = rows.map((row) => toDeployment(row, asOf)).filter(({ status }) => status === "failure");
  const lines = new Map<string, Deployment>();
  for (const one of failed) if (!lines.has(lineOf(one))) lines.set(lineOf(one), one);
  const latest = [...lines.values()];
  const gone = await loadGone(
    db,
    latest.map(({ subject }) => subject),
    asOf,
  );
  const here = latest.filter(({ subject, finishedAt }) => (gone.get(subject) ?? 0) < (finishedAt ?? asOf));
  const mended = await Promise.all(here.map((one) => isMended(production, one, asOf)));
  return here.filter((_one, index) => !mended[index]);
}

async function isMended({ db }: Production, failed: Deployment, asOf: Date): Promise<boolean> {
  const { deployments } = db.tables;
  const { id, repo, environment, branch, succeededAt } = deployments;
  const isLine = failed.branch === null ? isNull(branch) : eq(branch, failed.branch);
  const isSame = and(eq(repo, failed.repo), eq(environment, failed.environment), isLine);
  const isLater = and(gt(succeededAt, failed.finishedAt ?? asOf), lte(succeededAt, asOf));
  const found = await db.select({ id }).from(deployments).where(and(isSame, isLater)).limit(1);
  return found.length > 0;
}

function lineOf({ repo, environment, branch }: Deployment): string {
  return JSON.stringify([repo, environment, branch]);
}

type DeploymentRow = Db["tables"]["deployments"]["$inferSelect"];

function toDeployment({ id, succeededAt, failedAt, isClockSuspect: _, ...row }: DeploymentRow, at: Date): Deployment {
  const succeeded = succeededAt && succeededAt <= at ? succeededAt : null;
  const failed = failedAt && failedAt <= at ? failedAt : null;
  const status = succeeded ? "success" : failed ? "failure" : "pending";
  return { ...row, subject: id, status, finishedAt: succeeded ?? failed };
}

function within(db: Db, repo: PgColumn, repositories: string[]): SQL {
  return sql`${repo} in ${unpackTexts(db, repositories)}`;
}

/** Every repository by name, because every index begins with it. */
async function resolve(db: Db, scope: Scope): Promise<string[]> {
  return scope ?? listRepositories(db);
}

/** Jumps from one repository to the next in the index, instead of reading a row for each pull request. */
async function listRepositories(db: Db): Promise<string[]> {
  const sources = [sql`pull_requests where true`, sql`deployments where true`, sql`issues where is_incident`];
  const found = new Set<string>();
  for (const source of sources) {
    const rows = await db.rows<{ repo: string }>(sql`
      with recursive known(repo) as (
        select min(repo) from ${source}
        union all
        select (select min(repo) from ${source} and repo > known.repo) from known where known.repo is not null
      ) select repo from known where repo is not null`);
    for (const { repo } of rows) found.add(repo);
  }
  return [...found].sort();
}
