// The database's part of eleven metrics over a year of events, beside one plain query: 1,000,000 events with --long.
import { join } from "node:path";
import type { MetricName } from "#domain/metrics/definitions";
import { wholeWeeks } from "#domain/metrics/window";
import { parseDeliveryLine } from "#integrations/import-line";
import type { MetricQuestion } from "#kernel/ports/metrics";
import { zoneOf } from "#lib/time";
import type { Store } from "#store/db";
import { sql } from "#store/drizzle";
import { importEvents } from "#store/import";
import { createMetrics } from "#store/metrics";
import { END, makeLines, repositoryOf } from "./deliveries.ts";
import { type BenchResult, median } from "./result.ts";
import { inScratch, timed, withStore } from "./scratch.ts";

const ROUNDS = 7;
const TEAM_MS_MAX = 20;
const ALL_MS_MAX = 500;
/** A team has as many repositories as its share of the fifty. */
const TEAM = [repositoryOf(0)];

const ELEVEN: MetricName[] = [
  ...(["lead_time", "deployment_frequency", "change_fail_rate", "recovery_time", "rework_rate"] as const),
  ...(["coding_time", "first_review_time", "review_time", "cycle_time", "throughput", "average_wip"] as const),
];

export async function run(isLong: boolean): Promise<BenchResult[]> {
  return inScratch((folder) =>
    withStore(join(folder, "year.db"), async (store) => {
      await importEvents(store, toTexts(isLong ? 1_000_000 : 100_000), { parse: parseDeliveryLine });
      await store.rows(sql`analyze`);
      const events = await store.$count(store.tables.events);
      return [
        ...(await measure(store, {
          name: `one team, ${events.toLocaleString("en")} events`,
          scope: TEAM,
          most: TEAM_MS_MAX,
        })),
        ...(await measure(store, { name: "all teams", scope: null, most: ALL_MS_MAX })),
      ];
    }),
  );
}

function* toTexts(count: number): Generator<string> {
  for (const line of makeLines(count)) yield JSON.stringify(line);
}

interface Case {
  name: string;
  scope: string[] | null;
  most: number;
}

/** One after the other in each round, so that a slow moment of the machine strikes both. */
async function measure(store: Store, { name, scope, most }: Case): Promise<BenchResult[]> {
  const metrics = createMetrics(store);
  const window = wholeWeeks(zoneOf("UTC"), END, 12);
  const question: MetricQuestion = { repositories: scope, own: null, window, zone: "UTC", asOf: END };
  const times = { ours: [] as number[], plain: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(
      await timed(async () => {
        for (const metric of ELEVEN) await metrics.tally(metric, question);
      }),
    );
    times.plain.push(await timed(() => readPlain(store, scope, window)));
  }
  const [value, floor] = [median(times.ours), median(times.plain)];
  return [
    { name: `eleven metrics of ${name}`, value, unit: "ms", bar: { atMost: most } },
    { name: `eleven metrics of ${name}, against one plain query of a percentile`, value, unit: "ms", floor },
  ];
}

/** The cycle time by hand, out of the table of pull requests. */
function readPlain(store: Store, scope: string[] | null, { from, to }: { from: number; to: number }) {
  const isIn = scope === null ? sql`true` : sql`repo = ${scope[0]}`;
  return store.rows(sql`select count(*), percentile_cont(closed_at - opened_at, 0.5) from pull_requests
    where ${isIn} and merged_at >= ${from} and closed_at >= ${from} and closed_at < ${to} and author_kind = 'human'`);
}
