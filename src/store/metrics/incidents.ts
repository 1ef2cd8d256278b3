import type { MetricRow } from "#domain/metrics/metric";
import { HOUR_MS } from "#lib/time";
import type { Db } from "../db.ts";
import { sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";
import { inMs, instant } from "./engine.ts";
import type { Question } from "./view.ts";

interface Incident {
  ref: string;
  title: string;
  url: string;
  openedAt: number;
  resolvedAt: number | null;
  deployment: string | null;
  causeRule: string | null;
  finishedAt: number | null;
}

/** From the end of each deployment that failed to the last resolution of its incidents. */
export async function loadRecoveries(db: Db, question: Question): Promise<MetricRow[]> {
  const incidents = await loadIncidents(db, question);
  const rows: MetricRow[] = [];
  for (const [deployment, own] of Map.groupBy(incidents, (one) => one.deployment)) {
    if (deployment === null)
      rows.push(
        ...own.map((one) => toRow(one, one.openedAt, "unattributed: no deployment is known to have caused it")),
      );
    else rows.push(...toRecovery(own, question));
  }
  return rows;
}

/** From the opening of each incident to its resolution. */
export async function loadRestorations(db: Db, question: Question): Promise<MetricRow[]> {
  const incidents = await loadIncidents(db, question);
  return incidents
    .filter((one) => one.resolvedAt === null || isIn(question, one.resolvedAt))
    .map((one) => toRow(one, one.openedAt, one.resolvedAt === null ? "still open" : null));
}

function toRecovery(own: Incident[], question: Question): MetricRow[] {
  const open = own.find(({ resolvedAt }) => resolvedAt === null);
  if (open) return [toRow(open, open.finishedAt, "still open")];
  const last = own.reduce((latest, one) => ((one.resolvedAt ?? 0) > (latest.resolvedAt ?? 0) ? one : latest));
  if (!isIn(question, last.resolvedAt)) return [];
  const isEarly = (last.resolvedAt ?? 0) < (last.finishedAt ?? 0);
  return [toRow(last, last.finishedAt, isEarly ? "resolved before its deployment ended" : null)];
}

function isIn({ window }: Question, at: number | null): boolean {
  return at !== null && at >= window.from && at < window.to;
}

function toRow(incident: Incident, since: number | null, leftOut: string | null): MetricRow {
  const { ref: subject, title, url, resolvedAt: endedAt, causeRule } = incident;
  return {
    ...{ subject, title, url, author: null, startedAt: since, endedAt, leftOut },
    value: endedAt === null || since === null ? null : (endedAt - since) / HOUR_MS,
    reason: causeRule === null ? "resolved" : `resolved; its deployment is known by the rule “${causeRule}”`,
  };
}

/** Incidents that were open at any time in the window, as they stood at its end. */
async function loadIncidents(db: Db, { repositories, window, asOf }: Question): Promise<Incident[]> {
  const until = Math.min(window.to, asOf.getTime());
  const rows = await db.rows<Record<string, string | number | null>>(
    sql`select a.ref, a.deployment, a.cause_rule, i.title, i.url, ${inMs(db, sql`a.opened_at`)} as opened_at,
      ${inMs(db, sql`a.resolved_at`)} as resolved_at, ${inMs(db, sql`d.succeeded_at`)} as finished_at
      from attributions a join issues i on i.ref = a.ref left join deployments d on d.id = a.deployment
      where a.repo in ${unpackTexts(db, repositories)} and a.opened_at < ${instant(db, until)}
        and (a.resolved_at is null or a.resolved_at >= ${instant(db, window.from)})
      order by a.opened_at, a.ref`,
  );
  return rows.map((row) => ({
    ...{ ref: String(row["ref"]), title: String(row["title"]), url: String(row["url"]) },
    ...{ deployment: toText(row["deployment"]), causeRule: toText(row["cause_rule"]) },
    ...{
      openedAt: Number(row["opened_at"]),
      resolvedAt: toMs(row["resolved_at"], until),
      finishedAt: toMs(row["finished_at"], until),
    },
  }));
}

function toText(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** What came later had not happened yet. */
function toMs(value: string | number | null | undefined, until: number): number | null {
  return value === null || value === undefined || Number(value) >= until ? null : Number(value);
}
