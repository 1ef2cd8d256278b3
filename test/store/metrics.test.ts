import { expect, it } from "vitest";
import { METRIC_NAMES, type MetricName } from "#domain/metrics/definitions";
import { percentile, shareOf, type Tally, tallyOf } from "#domain/metrics/metric";
import { wholeWeeks } from "#domain/metrics/window";
import type { MetricQuestion } from "#kernel/ports/metrics";
import { zoneOf } from "#lib/time";
import type { Dialect } from "#store/dialect";
import { createMetrics } from "#store/metrics";
import {
  hasSample,
  SAMPLE_END,
  SAMPLE_REPO,
  sampleCommits,
  sampleEvents,
  sampleExpected,
  sampleTicketEvents,
} from "../support/sample.ts";
import { fill, openSampleStore } from "../support/sample-store.ts";
import { dialects, openTestStore } from "../support/stores.ts";

const itOnSample = it.runIf(hasSample);
const ALL = { offset: 0, limit: 10_000 };

function ask(asOf = SAMPLE_END, weeks = 12): MetricQuestion {
  const window = wholeWeeks(zoneOf("UTC"), asOf, weeks);
  return { repositories: [SAMPLE_REPO], own: null, window, zone: "UTC", asOf };
}

async function openWithTickets(dialect: Dialect) {
  const store = await openSampleStore(dialect);
  await fill(store, sampleTicketEvents());
  return store;
}

/** What a store knows that has heard nothing later. */
async function openUntil(asOf: Date) {
  const store = await openTestStore("sqlite");
  await fill(
    store,
    [...sampleEvents(), ...sampleCommits(), ...sampleTicketEvents()].filter(({ occurredAt }) => occurredAt <= asOf),
  );
  return createMetrics(store);
}

interface Expected {
  [group: string]: Record<string, Record<string, number> & number>;
}

itOnSample.each(dialects)(
  "finds what an independent computation found in the same twelve weeks (%s)",
  async (dialect) => {
    const metrics = createMetrics(await openSampleStore(dialect));
    const expected = sampleExpected() as unknown as Expected;
    const durations: [MetricName, unknown][] = [
      ["lead_time", expected["change_lead_time_hours_by_ancestry"]?.["first_commit_authored_to_deploy"]],
      ["deploy_time", expected["change_lead_time_hours_by_ancestry"]?.["merge_to_deploy"]],
      ["recovery_time", expected["failed_deployment_recovery_time_hours"]],
      ["time_to_restore", expected["incident_time_to_restore_hours"]],
      ["cycle_time", expected["pull_requests"]?.["cycle_time_hours_opened_to_merged_humans"]],
      ["coding_time", expected["pull_requests"]?.["coding_time_hours_first_commit_to_opened_humans"]],
      ["first_review_time", expected["pull_requests"]?.["time_to_first_review_hours_humans"]],
    ];
    for (const [name, figures] of durations) {
      const { rows } = await metrics.rows(name, ask(), ALL);
      const values = rows.filter(({ leftOut }) => leftOut === null).flatMap(({ value }) => value ?? []);
      const { n, mean, p50, p90 } = await metrics.tally(name, ask());
      const found = { n, mean: round(mean), p50: round(p50), p75: round(percentile(values, 0.75)), p90: round(p90) };
      expect([name, found]).toEqual([name, figures]);
    }
    const { n: deployments } = await metrics.tally("deployment_frequency", ask());
    expect(deployments).toBe(expected["deployment_frequency"]?.["successful_production_deployments"]);
    const { mean: failed } = await metrics.tally("change_fail_rate", ask());
    expect(Number(failed?.toFixed(4))).toBe(expected["change_fail_rate"]?.["rate"]);
    const { mean: rework } = await metrics.tally("rework_rate", ask());
    expect(Number(rework?.toFixed(4))).toBe(sampleExpected()["deployment_rework_rate"]);
    const { excluded } = await metrics.tally("first_review_time", ask());
    expect(excluded).toMatchObject({
      "merged without review": expected["pull_requests"]?.["merged_without_review_humans"],
    });
    expect(await metrics.waiting(ask())).toBe(23);
  },
);

itOnSample.each(dialects)("recounts every figure from the rows of its proof (%s)", async (dialect) => {
  const metrics = createMetrics(await openWithTickets(dialect));
  for (const weeks of [1, 12]) {
    for (const name of METRIC_NAMES) {
      const question = ask(SAMPLE_END, weeks);
      const { rows, total } = await metrics.rows(name, question, ALL);
      const tally = await metrics.tally(name, question);
      const recount = { ...tallyOf(rows), ...(tally.share !== undefined && { share: shareOf(rows) }) };
      expect(total).toBe(rows.length);
      expect([name, weeks, rounded(tally)]).toEqual([name, weeks, { ...rounded(recount), people: tally.people }]);
    }
  }
});

itOnSample("pages through a proof without losing a row or showing one twice", async () => {
  const metrics = createMetrics(await openSampleStore());
  const { rows } = await metrics.rows("cycle_time", ask(), ALL);
  const paged = [];
  for (let offset = 0; offset < rows.length; offset += 50) {
    paged.push(...(await metrics.rows("cycle_time", ask(), { offset, limit: 50 })).rows);
  }
  expect(paged).toEqual(rows);
});

itOnSample("knows at any moment what a store knows that has heard nothing later", async () => {
  const metrics = createMetrics(await openWithTickets("sqlite"));
  for (const moment of ["2026-06-01T09:30:00Z", "2026-07-30T00:00:00Z"]) {
    const asOf = new Date(moment);
    const then = await openUntil(asOf);
    for (const name of METRIC_NAMES) {
      const [now, known] = [await metrics.tally(name, ask(asOf, 4)), await then.tally(name, ask(asOf, 4))];
      expect([moment, name, rounded(now)]).toEqual([moment, name, rounded(known)]);
    }
  }
});

itOnSample("counts the deployments, merges and open pull requests of each week", async () => {
  const metrics = createMetrics(await openSampleStore());
  const weekly = sampleExpected()["weekly"] as { week: string; deploys: number; merged: number }[];
  for (const { week, deploys, merged } of weekly) {
    const end = new Date(Date.parse(week) + 7 * 86_400_000);
    const { n } = await metrics.tally("deployment_frequency", ask(end, 1));
    const throughput = await metrics.tally("throughput", ask(end, 1));
    const bots = throughput.excluded["by a bot"] ?? 0;
    expect([week, n, throughput.n + bots]).toEqual([week, deploys, merged]);
  }
});

function round(value: number | null): number {
  return Number((value ?? 0).toFixed(3));
}

function rounded(figures: Tally) {
  const { mean, p50, p90, share } = figures;
  const shown = { ...figures, mean: round(mean), p50: round(p50), p90: round(p90) };
  return share === undefined ? shown : { ...shown, share: round(share) };
}
