import { describeAmount } from "#domain/metrics/amount";
import { definitionOf } from "#domain/metrics/definitions";
import type { Family } from "#domain/metrics/metric";
import type { MetricResult } from "#domain/metrics/result";
import { describeInstant } from "#lib/time";
import type { Figure, View, ViewNode } from "#lib/view";
import type { MetricsReport } from "./show.ts";

const TITLES: Record<Family, string> = {
  dora: "Delivery",
  "pull-requests": "Pull requests",
  flow: "Work in progress",
  sprints: "Sprints",
};
const FAMILIES = Object.keys(TITLES) as Family[];
/** A sentence that is heard is no longer than what is remembered of it. */
const SPOKEN_MAX = 5;

export function describeMetrics(report: MetricsReport): View {
  const { scope_name: name, window, metrics, zone, as_of: asOf } = report;
  const hints = [...new Set(metrics.flatMap(({ hint }) => hint ?? []))];
  return {
    text: `Metrics of ${name}, ${window}: ${summarise(metrics)}`,
    nodes: [
      { type: "header", text: `Metrics · ${name}` },
      { type: "note", content: [`${window}, as of ${describeInstant(new Date(asOf), zone)}`] },
      ...FAMILIES.flatMap((family) => listFamily(family, metrics)),
      ...hints.map((hint): ViewNode => ({ type: "note", content: [hint] })),
    ],
  };
}

function summarise(metrics: readonly MetricResult[]): string {
  const measured = metrics.filter(({ value }) => value !== null);
  if (measured.length === 0) return "nothing could be measured yet.";
  const said = measured.slice(0, SPOKEN_MAX).map(({ label, value, unit, n }) => {
    return `${label.toLowerCase()} ${describeAmount(value ?? 0, unit)} (n=${n})`;
  });
  const more = measured.length - said.length;
  return `${said.join(", ")}${more > 0 ? `, and ${more} more figures` : ""}.`;
}

function listFamily(family: Family, metrics: readonly MetricResult[]): ViewNode[] {
  const own = metrics.filter(({ name }) => definitionOf(name).family === family);
  if (own.length === 0) return [];
  return [
    { type: "text", content: [{ bold: TITLES[family] }] },
    { type: "figures", figures: own.map(toFigure) },
  ];
}

function toFigure(metric: MetricResult): Figure {
  const { label, value, unit, evidence } = metric;
  const shown = value === null ? null : describeAmount(value, unit);
  return { label, value: shown, note: describeNote(metric), why: evidence };
}

function describeNote({ status, n, unit, p90, trend, detail }: MetricResult): string {
  if (status === "not-configured") return "not configured";
  if (status === "few") return `n=${n}, too few to judge`;
  const word = detail["word"];
  const parts = [
    ...(typeof word === "string" ? [word] : []),
    ...(p90 === null ? [] : [`p90 ${describeAmount(p90, unit)}`]),
    `n=${n}`,
    ...(trend === null ? [] : [`before ${describeAmount(trend.before, unit)}`]),
  ];
  return parts.join(", ");
}
