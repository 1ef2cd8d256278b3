import { cadenceOf } from "#domain/metrics/cadence";
import { definitionOf, type MetricName } from "#domain/metrics/definitions";
import { judgeMetric, type MetricResult } from "#domain/metrics/result";
import { windowBefore } from "#domain/metrics/window";
import type { Context } from "#kernel/context";
import type { MetricQuestion } from "#kernel/ports/metrics";
import type { Measuring } from "./scope.ts";

/** One metric with what it is compared with, and the invocation that opens its proof. */
export async function measure({ metrics }: Context, name: MetricName, asked: Measuring): Promise<MetricResult> {
  const { of, zone, window, asOf, question } = asked;
  const { label, unit, needs } = definitionOf(name);
  const [tally, before, missing] = [
    await metrics.tally(name, question),
    await metrics.tally(name, toBefore(asked)),
    await metrics.missing(needs, question),
  ];
  const judged = judgeMetric(name, { tally, before, missing, isOwn: question.own !== null }, window);
  const moment = asOf.toISOString();
  return {
    ...{ name, label, scope: of, unit, zone: zone.name, as_of: moment },
    window: { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString(), weeks: window.weeks },
    ...judged,
    detail: judged.value === null ? {} : await findDetail({ metrics }, name, asked),
    evidence: { name: "metrics.evidence", input: { metric: name, of, weeks: window.weeks, as_of: moment } },
  };
}

function toBefore({ question, zone, window, asOf }: Measuring): MetricQuestion {
  const before = windowBefore(zone, window);
  return { ...question, window: before, asOf: new Date(asOf.getTime() - (window.from - before.from)) };
}

/** What stands beside a figure, of the metrics that are made of parts or need a word. */
async function findDetail(
  { metrics }: Pick<Context, "metrics">,
  name: MetricName,
  { question, zone, window }: Measuring,
): Promise<MetricResult["detail"]> {
  if (name === "lead_time") return { ...(await metrics.parts(question)), waiting: await metrics.waiting(question) };
  const isOfSprints = definitionOf(name).needs.includes("tickets") && definitionOf(name).value === "p50";
  if (name !== "deployment_frequency" && !isOfSprints) return {};
  const points = await metrics.points(name, question);
  const values = points.map(({ value }) => value);
  if (isOfSprints) return { low: Math.min(...values), high: Math.max(...values) };
  const instants = points.map(({ endedAt }) => endedAt);
  return { ...cadenceOf(zone, window, instants), deployments: points.length };
}
