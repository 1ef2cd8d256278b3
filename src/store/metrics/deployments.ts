import type { MetricRow } from "#domain/metrics/metric";
import type { Db } from "../db.ts";
import { type SQL, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";
import { inMs, instant } from "./engine.ts";
import type { Question } from "./view.ts";

interface Raw extends Record<string, unknown> {
  id: string;
  ref: string;
  environment: string;
  url: string;
  created_at: number;
  succeeded_at: number | null;
  failed_at: number | null;
  kind: string | null;
  is_void: boolean | number | null;
  has_failed: boolean | number;
  mends: boolean | number;
  takes_back: boolean | number;
  rolls_back: boolean | number;
}

/** Production deployments that finished in the window; what a metric asks of each is its value, 1 or 0. */
export async function loadDeploymentRows(
  db: Db,
  question: Question,
  judge: (deployment: DeploymentTraits) => string | null,
): Promise<MetricRow[]> {
  const rows = await db.rows<Raw>(select(db, question));
  return rows.map((row) => toRow(row, judge, question));
}

/** What is known of a successful deployment. */
export interface DeploymentTraits {
  kind: string | null;
  /** An incident is attributed to it. */
  hasFailed: boolean;
  /** An incident names it as its fix. */
  mends: boolean;
  /** It ships the revert of something shipped before. */
  takesBack: boolean;
  /** It ships a commit that was deployed before the current one. */
  rollsBack: boolean;
}

/** Why a deployment counts as failed; null where it does not. */
export function judgeFailed({ hasFailed }: DeploymentTraits): string | null {
  return hasFailed ? "behind an incident" : null;
}

/** Why a deployment counts as rework; null where it does not. What a person says of it decides. */
export function judgeRework({ kind, mends, takesBack, rollsBack }: DeploymentTraits): string | null {
  if (kind !== null) return kind === "normal" ? null : `a ${kind}, as somebody said`;
  if (mends) return "mends an incident";
  if (takesBack) return "takes back what was shipped";
  return rollsBack ? "a rollback" : null;
}

function select(db: Db, { repositories, environments, window, asOf }: Question): SQL {
  const [from, to, at] = [instant(db, window.from), instant(db, window.to), instant(db, asOf)];
  const isIn = sql`d.repo in ${unpackTexts(db, repositories)} and d.environment in ${unpackTexts(db, environments)}`;
  return sql`select d.id, d.ref, d.environment, d.url, c.kind, c.is_void, ${inMs(db, sql`d.created_at`)} as created_at,
      ${inMs(db, sql`d.succeeded_at`)} as succeeded_at, ${inMs(db, sql`d.failed_at`)} as failed_at,
      exists (select 1 from attributions a where a.deployment = d.id and a.opened_at <= ${at}) as has_failed,
      exists (select 1 from attributions a where a.fixed_by = d.id and a.resolved_at <= ${at}) as mends,
      exists (select 1 from changes r join changes t on t.ref = r.reverts or t.merge_sha = r.reverts
        where r.deployment = d.id and r.reverts is not null and t.shipped_at < d.succeeded_at) as takes_back,
      exists (select 1 from deployments e where e.repo = d.repo and e.sha = d.sha and e.environment = d.environment
        and e.succeeded_at < d.succeeded_at and exists (select 1 from deployments f where f.repo = d.repo
          and f.environment = d.environment and coalesce(f.branch, '') = coalesce(d.branch, '') and f.sha <> d.sha
          and f.succeeded_at > e.succeeded_at and f.succeeded_at < d.succeeded_at)) as rolls_back
    from deployments d left join corrections c on c.subject = d.id
    where (${isIn} and d.succeeded_at >= ${from} and d.succeeded_at < ${to})
      or (${isIn} and d.failed_at >= ${from} and d.failed_at < ${to})`;
}

function toRow(row: Raw, judge: (deployment: DeploymentTraits) => string | null, { window }: Question): MetricRow {
  const { id: subject, ref, environment, url, kind } = row;
  const succeededAt = row.succeeded_at === null ? null : Number(row.succeeded_at);
  const isIn = succeededAt !== null && succeededAt >= window.from && succeededAt < window.to;
  const [hasFailed, mends, takesBack, rollsBack] = [row.has_failed, row.mends, row.takes_back, row.rolls_back].map(
    Boolean,
  );
  const found = judge({
    kind,
    hasFailed: hasFailed === true,
    mends: mends === true,
    takesBack: takesBack === true,
    rollsBack: rollsBack === true,
  });
  return {
    ...{ subject, url, title: `${ref} to ${environment}`, author: null },
    ...{ startedAt: Number(row.created_at), endedAt: isIn ? succeededAt : Number(row.failed_at ?? 0) },
    value: found === null ? 0 : 1,
    leftOut: row.is_void ? "never happened, as somebody said" : isIn ? null : "failed: it reached nobody",
    reason: found ?? "succeeded",
  };
}
