import {
  type Attribution,
  attribute,
  type IncidentFacts,
  type Revert,
  type Shipped,
} from "#domain/metrics/attribution";
import { repositoriesWith } from "#domain/metrics/delivery-rules";
import type { Landing } from "#domain/metrics/shipments";
import { repositoryOf } from "#domain/subject";
import { insertRows } from "../bulk.ts";
import type { Db } from "../db.ts";
import { and, asc, isNotNull, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";
import { loadLandings } from "./landings.ts";

const EVER = new Date(0);

interface Incident extends IncidentFacts {
  repo: string;
  resolvedAt: number | null;
}

/** Says anew which deployments the incidents of these repositories failed. */
export async function deriveAttributions(tx: Db, repositories: readonly string[]): Promise<void> {
  const incidents = await loadIncidents(tx, repositories);
  await removeOthers(tx, repositories, incidents);
  if (incidents.length === 0) return;
  const services = [...new Set(incidents.flatMap(({ repo }) => repositoriesWith(tx.delivery, repo)))];
  const landings = await loadLandings(tx, services, EVER);
  const shipped = await loadShipped(tx, services, incidents);
  const rows = incidents.map((incident) => {
    const own = new Set(repositoriesWith(tx.delivery, incident.repo));
    const attribution = attribute(incident, landings.filter(isOf(own)), shipped);
    return toRow(incident, attribution);
  });
  await insertRows(tx, tx.tables.attributions, { rows, onConflict: { update: ["ref"] } });
}

function isOf(repositories: ReadonlySet<string>) {
  return ({ id }: Landing) => repositories.has(repositoryOf(id));
}

function toRow({ ref, repo, openedAt, resolvedAt }: Incident, attribution: Attribution) {
  return { ref, repo, openedAt, resolvedAt, ...attribution };
}

async function loadIncidents(tx: Db, repositories: readonly string[]): Promise<Incident[]> {
  const { ref, repo, openedAt, closedAt, rootCause, fixedIn, isIncident } = tx.tables.issues;
  const { subject, cause, isVoid } = tx.tables.corrections;
  const rows = await tx
    .select({ ref, repo, openedAt, closedAt, rootCause, fixedIn, cause, isVoid })
    .from(tx.tables.issues)
    .leftJoin(tx.tables.corrections, sql`${subject} = ${ref}`)
    .where(and(sql`${repo} in ${unpackTexts(tx, repositories)}`, sql`${isIncident}`))
    .orderBy(asc(openedAt), asc(ref));
  return rows
    .filter((row) => row.isVoid !== true)
    .map((row) => ({
      ...{
        ref: row.ref,
        repo: row.repo,
        openedAt: row.openedAt.getTime(),
        resolvedAt: row.closedAt?.getTime() ?? null,
      },
      rootCause: inRepository(row.repo, row.rootCause),
      fixedIn: inRepository(row.repo, row.fixedIn),
      stated: row.cause,
    }));
}

/** `#7` is of the same repository. */
function inRepository(repo: string, name: string | null): string | null {
  return name?.startsWith("#") ? repo + name : name;
}

/** What is no incident any more. */
async function removeOthers(tx: Db, repositories: readonly string[], incidents: readonly Incident[]): Promise<void> {
  const { attributions } = tx.tables;
  const refs = incidents.map(({ ref }) => ref);
  const isIn = sql`${attributions.repo} in ${unpackTexts(tx, repositories)}`;
  await tx.delete(attributions).where(and(isIn, sql`${attributions.ref} not in ${unpackTexts(tx, refs)}`));
}

async function loadShipped(tx: Db, services: readonly string[], incidents: readonly Incident[]): Promise<Shipped> {
  const named = incidents.flatMap(({ rootCause, fixedIn, stated }) => [rootCause, fixedIn, stated]);
  const reverts = await loadReverts(tx, services);
  const names = [...named.filter((name) => name !== null), ...reverts.map(({ reverts: name }) => name)];
  const byName = await loadDeployments(tx, services, [...new Set(names)]);
  const known = reverts.flatMap(({ fixes, reverts: name }): Revert[] => {
    const found = byName(name);
    return found ? [{ fixes, ...found }] : [];
  });
  return { deploymentOf: (name) => byName(name)?.deployment, reverts: known };
}

async function loadReverts(tx: Db, services: readonly string[]): Promise<{ reverts: string; fixes: string[] }[]> {
  const { repo, reverts, fixes, mergedAt, ref } = tx.tables.changes;
  const rows = await tx
    .select({ reverts, fixes })
    .from(tx.tables.changes)
    .where(and(sql`${repo} in ${unpackTexts(tx, services)}`, isNotNull(reverts)))
    .orderBy(asc(mergedAt), asc(ref));
  return rows.map((row) => ({ reverts: row.reverts ?? "", fixes: row.fixes }));
}

/** How pull requests and merged commits were shipped; a commit may be cut short. */
async function loadDeployments(tx: Db, services: readonly string[], names: readonly string[]) {
  const { repo, ref, mergeSha, deployment, shippedAt } = tx.tables.changes;
  const shas = names.filter((name) => /^[0-9a-f]{7,40}$/.test(name));
  const isNamed = sql`(${ref} in ${unpackTexts(tx, names)} or exists (
    select 1 from ${given(tx, shas)} as given where ${mergeSha} >= given.sha and ${mergeSha} < given.sha || 'g'))`;
  const rows = await tx
    .select({ ref, mergeSha, deployment, shippedAt })
    .from(tx.tables.changes)
    .where(and(sql`${repo} in ${unpackTexts(tx, services)}`, isNotNull(deployment), isNamed))
    .orderBy(asc(ref));
  return (name: string) => {
    const row = rows.find((one) => one.ref === name || one.mergeSha?.startsWith(name));
    return row?.deployment && row.shippedAt
      ? { deployment: row.deployment, shippedAt: row.shippedAt.getTime() }
      : undefined;
  };
}

function given(tx: Db, shas: readonly string[]) {
  const list = JSON.stringify(shas);
  return tx.dialect === "postgres"
    ? sql`(select json_array_elements_text(${list}::json) as sha)`
    : sql`(select value as sha from json_each(${list}))`;
}
