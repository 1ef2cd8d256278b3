import { cadenceOf } from "#domain/metrics/cadence";
import type { MetricName } from "#domain/metrics/definitions";
import { percentile } from "#domain/metrics/metric";
import { zoneOf } from "#lib/time";
import type { Store } from "#store/db";
import { createMetrics } from "#store/metrics";
import { equal, type Figure } from "../figure.ts";
import type { Sample } from "./sample.ts";

const ALL = { offset: 0, limit: 10_000 };

/** Where the reference keeps what our metric is called. */
const DURATIONS: [MetricName, string[]][] = [
  ["lead_time", ["change_lead_time_hours_by_ancestry", "first_commit_authored_to_deploy"]],
  ["deploy_time", ["change_lead_time_hours_by_ancestry", "merge_to_deploy"]],
  ["recovery_time", ["failed_deployment_recovery_time_hours"]],
  ["time_to_restore", ["incident_time_to_restore_hours"]],
  ["cycle_time", ["pull_requests", "cycle_time_hours_opened_to_merged_humans"]],
  ["coding_time", ["pull_requests", "coding_time_hours_first_commit_to_opened_humans"]],
  ["first_review_time", ["pull_requests", "time_to_first_review_hours_humans"]],
];

export async function* proveDelivery(store: Store, sample: Sample): AsyncGenerator<Figure | string> {
  const [metrics, question] = [createMetrics(store), sample.ask()];
  const at = (...path: string[]) => find(sample.expected, path);
  for (const [name, path] of DURATIONS) {
    const { n, mean, p50, p90 } = await metrics.tally(name, question);
    const { rows } = await metrics.rows(name, question, ALL);
    const values = rows.filter(({ leftOut }) => leftOut === null).flatMap(({ value }) => value ?? []);
    const found = { n, mean: cut(mean), p50: cut(p50), p75: cut(percentile(values, 0.75)), p90: cut(p90) };
    yield equal(`${name}, n, mean, p50, p75, p90 in hours`, found, find(sample.expected, path));
  }
  const tally = (name: MetricName) => metrics.tally(name, question);
  const deployed = await tally("deployment_frequency");
  yield equal("deployments", deployed.n, at("deployment_frequency", "successful_production_deployments"));
  const instants = (await metrics.points("deployment_frequency", question)).map(({ endedAt }) => endedAt);
  const cadence = cadenceOf(zoneOf("UTC"), { ...question.window, weeks: 12 }, instants);
  yield equal(
    "per week, weeks without any included",
    cut(deployed.n / 12),
    at("deployment_frequency", "per_week_mean_incl_empty_weeks"),
  );
  yield equal(
    "median days with a deployment per week",
    cadence.days_per_week,
    at("deployment_frequency", "median_deploy_days_per_week"),
  );
  yield equal("change fail rate", cut((await tally("change_fail_rate")).mean, 4), at("change_fail_rate", "rate"));
  yield equal("rework rate", cut((await tally("rework_rate")).mean, 4), at("deployment_rework_rate"));
  const reviews = await tally("first_review_time");
  yield equal(
    "merged without review",
    reviews.excluded["merged without review"],
    at("pull_requests", "merged_without_review_humans"),
  );
  const merged = await tally("throughput");
  yield equal("merged by people", merged.n, at("pull_requests", "merged_by_humans"));
  yield equal("merged", merged.n + (merged.excluded["by a bot"] ?? 0), at("pull_requests", "merged"));
  yield "the “next deployment of the repository” rule of the reference is not ours: docs/decisions/021";
}

function find(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

function cut(value: number | null, digits = 3): number {
  return Number((value ?? 0).toFixed(digits));
}
