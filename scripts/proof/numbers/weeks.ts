import { percentile } from "#domain/metrics/metric";
import type { Store } from "#store/db";
import { createFacts } from "#store/facts";
import { createMetrics } from "#store/metrics";
import { equal, type Figure } from "../figure.ts";
import type { Sample } from "./sample.ts";

const DAY_MS = 86_400_000;

interface Week {
  week: string;
  deploys: number;
  deploy_days: number;
  merged: number;
  opened: number;
  wip_at_end: number;
}

/** The weekly table, and what is open at the end, bots included as the reference has it. */
export async function* proveWeeks(store: Store, sample: Sample): AsyncGenerator<Figure> {
  const expected = sample.expected["weekly"] as Week[];
  const found: Week[] = [];
  for (const { week } of expected) found.push(await measure(store, sample, week));
  yield equal("weekly: deployments, days, merged, opened, open at the end", found, expected);
  yield* proveEnd(store, sample);
}

async function measure(store: Store, sample: Sample, week: string): Promise<Week> {
  const [metrics, facts] = [createMetrics(store), createFacts(store)];
  const window = { from: new Date(week), to: new Date(Date.parse(week) + 7 * DAY_MS) };
  const question = sample.ask(window.to, 1);
  const deployed = await metrics.points("deployment_frequency", question);
  const merged = await metrics.tally("throughput", question);
  const alive = await facts.histories([sample.repository], window);
  const opened = alive.filter(({ row }) => row.openedAt >= window.from && row.openedAt < window.to);
  return {
    ...{ week, deploys: deployed.length },
    deploy_days: new Set(deployed.map(({ endedAt }) => Math.floor(endedAt / DAY_MS))).size,
    merged: merged.n + (merged.excluded["by a bot"] ?? 0),
    opened: opened.length,
    wip_at_end: (await facts.openPullRequests([sample.repository], window.to)).length,
  };
}

async function* proveEnd(store: Store, sample: Sample): AsyncGenerator<Figure> {
  const expected = sample.expected["at_window_end"] as Record<string, unknown>;
  const question = sample.ask();
  const { asOf } = question;
  const open = await createFacts(store).openPullRequests([sample.repository], asOf);
  const ages = open.map(({ openedAt }) => (asOf.getTime() - openedAt.getTime()) / DAY_MS);
  const at = (share: number) => Number((percentile(ages, share) ?? 0).toFixed(3));
  const mean = Number((ages.reduce((sum, age) => sum + age, 0) / ages.length).toFixed(3));
  yield equal("open at the end", open.length, expected["open_prs"]);
  yield equal("of these no drafts", open.filter(({ isDraft }) => !isDraft).length, expected["open_non_draft"]);
  const age = { n: ages.length, mean, p50: at(0.5), p75: at(0.75), p90: at(0.9) };
  yield equal("their age in days", age, expected["age_days"]);
  const oldest = open.slice(0, 10).map(({ number }) => number);
  yield equal("the oldest ten", oldest, expected["oldest_10"]);
  const idle = await createMetrics(store).rows("idle_time", question, { offset: 0, limit: 1_000 });
  const idleFor = (hours: number) => idle.rows.filter(({ value }) => (value ?? 0) > hours).length;
  yield equal(
    "idle for 48 hours, and for a week",
    [idleFor(48), idleFor(168)],
    [expected["no_activity_48h"], expected["no_activity_7d"]],
  );
  yield equal("older than 48 hours", ages.filter((days) => days > 2).length, expected["older_than_48h_by_age_alone"]);
}
