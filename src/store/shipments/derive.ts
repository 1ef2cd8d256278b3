import type { FactRow, FactTableName } from "#domain/fact-tables";
import type { Facts } from "#domain/fold";
import type { Change } from "#domain/metrics/change";
import { repositoriesWith } from "#domain/metrics/delivery-rules";
import { repositoryOf } from "#domain/subject";
import type { Db } from "../db.ts";
import { and, isNotNull, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";
import { deriveAttributions } from "./attributions.ts";
import { deriveChanges } from "./changes.ts";
import { deriveShipments, type Touch } from "./shipments.ts";

/** Of these tables a row is about a pull request, by its subject. */
const ABOUT_PULLS: FactTableName[] = ["versions", "activities", "reviews", "commits"];

/**
 * Brings what is made of several facts up to date with those that were just folded: changes, the deployments that shipped
 * them, and the deployments behind incidents. Whatever the order in which the facts came, the result is the same.
 */
export async function deriveDelivery(tx: Db, facts: Facts): Promise<void> {
  const changed = await deriveChanges(tx, findPulls(facts));
  const landed = await findLanded(tx, facts);
  const touch = toTouch(tx, { changed, instants: [...landed, ...(await findPushes(tx, facts))] });
  if (touch) await deriveShipments(tx, touch);
  const reverting = changed.filter(({ reverts }) => reverts !== null).map(({ repo }) => repo);
  const repos = [...landed.map(({ repo }) => repo), ...findIncidents(facts), ...reverting];
  if (repos.length > 0) await deriveAttributions(tx, withServices(tx, repos));
}

function rowsOf(facts: Facts, name: FactTableName): FactRow[] {
  return [...(facts.get(name)?.values() ?? [])];
}

function findPulls(facts: Facts): string[] {
  const subjects = ABOUT_PULLS.flatMap((name) => rowsOf(facts, name)).map(({ subject }) => String(subject));
  const own = rowsOf(facts, "pullRequests").map(({ ref }) => String(ref));
  return [...new Set([...own, ...subjects])];
}

interface Instant {
  repo: string;
  at: number;
}

/** When those deployments succeeded that something was said of. */
async function findLanded(tx: Db, facts: Facts): Promise<Instant[]> {
  const told = rowsOf(facts, "deployments").map(({ id }) => String(id));
  const corrected = rowsOf(facts, "corrections").map(({ subject }) => String(subject));
  if (told.length + corrected.length === 0) return [];
  const { id, repo, succeededAt } = tx.tables.deployments;
  const rows = await tx
    .select({ repo, at: succeededAt })
    .from(tx.tables.deployments)
    .where(and(sql`${id} in ${unpackTexts(tx, [...told, ...corrected])}`, isNotNull(succeededAt)));
  return rows.map((row) => ({ repo: row.repo, at: row.at?.getTime() ?? 0 }));
}

/** Pushes to branches that anything was merged into: they tell which commit contains which. */
async function findPushes(tx: Db, facts: Facts): Promise<Instant[]> {
  const pushes = rowsOf(facts, "pushes").map(({ subject, at }) => ({ subject: String(subject), at: Number(at) }));
  if (pushes.length === 0) return [];
  const lines = await findLines(tx, [...new Set(pushes.map(({ subject }) => subject))]);
  return pushes
    .filter(({ subject }) => lines.has(subject))
    .map(({ subject, at }) => ({ repo: repositoryOf(subject), at }));
}

async function findLines(tx: Db, subjects: readonly string[]): Promise<Set<string>> {
  const pairs = JSON.stringify(subjects.map((subject) => [repositoryOf(subject), branchOf(subject)]));
  const given =
    tx.dialect === "postgres"
      ? sql`(select value ->> 0 as repo, value ->> 1 as base from json_array_elements(${pairs}::json))`
      : sql`(select value ->> 0 as repo, value ->> 1 as base from json_each(${pairs}))`;
  const rows = await tx.rows<{ repo: string; base: string }>(
    sql`select repo, base from ${given} as given
      where exists (select 1 from changes where changes.repo = given.repo and changes.base = given.base)`,
  );
  return new Set(rows.map(({ repo, base }) => `${repo}:${base}`));
}

function branchOf(subject: string): string {
  return subject.slice(subject.indexOf(":") + 1);
}

/** Repositories that an incident was heard of, or what somebody says of one. */
function findIncidents(facts: Facts): string[] {
  const incidents = rowsOf(facts, "issues").filter(({ isIncident }) => isIncident === true);
  const corrected = rowsOf(facts, "corrections").map(({ subject }) => repositoryOf(String(subject)));
  return [...incidents.map(({ repo }) => String(repo)), ...corrected];
}

interface Touched {
  changed: readonly Change[];
  instants: readonly Instant[];
}

function toTouch(tx: Db, { changed, instants }: Touched): Touch | undefined {
  const all = [...instants, ...changed.map(({ repo, mergedAt }) => ({ repo, at: mergedAt }))];
  if (all.length === 0) return undefined;
  const since = all.reduce((earliest, { at }) => Math.min(earliest, at), Number.MAX_SAFE_INTEGER);
  const repositories = withServices(
    tx,
    all.map(({ repo }) => repo),
  );
  return { repositories, since: new Date(since), refs: changed.map(({ ref }) => ref) };
}

function withServices(tx: Db, repos: readonly string[]): string[] {
  return [...new Set([...new Set(repos)].flatMap((repo) => repositoriesWith(tx.delivery, repo)))];
}
