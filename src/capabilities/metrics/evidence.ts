import { z } from "zod";
import { EvidenceRow } from "#domain/findings";
import { definitionOf, METRIC_NAMES } from "#domain/metrics/definitions";
import type { MetricRow } from "#domain/metrics/metric";
import { GROUP_HINT, isTooFew } from "#domain/metrics/result";
import { describeWindow } from "#domain/metrics/window";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { describeEvidence } from "./evidence-view.ts";
import { MetricField, MetricScope } from "./fields.ts";
import { measure } from "./measure.ts";
import { settleMeasuring } from "./scope.ts";

const ROWS_MAX = 200;
const PAGE_MAX = 10_000;

export const MetricProof = z.object({
  metric: z.enum(METRIC_NAMES),
  label: z.string(),
  formula: z.string(),
  scope: z.string(),
  scope_name: z.string(),
  window: z.string(),
  weeks: z.number(),
  zone: z.string(),
  as_of: z.string(),
  status: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  n: z.number(),
  /** Those that count first, the greatest value first. */
  rows: z.array(EvidenceRow),
  rows_total: z.number(),
  excluded: z.record(z.string(), z.number()),
  page: z.number(),
  limit: z.number(),
  next_page: z.number().nullable(),
});
export type MetricProof = z.output<typeof MetricProof>;

export const metricEvidence = defineCapability({
  name: "metrics.evidence",
  summary: "The proof of a metric: its formula, its window, and every row it counts or leaves out.",
  risk: "read",
  command: "/adjutant metrics-evidence",
  input: z.object({
    metric: MetricField,
    ...MetricScope,
    page: z.coerce.number().int().min(1).max(PAGE_MAX).default(1).describe("Which page of the rows."),
    limit: z.coerce.number().int().min(1).max(ROWS_MAX).default(20).describe("How many rows to a page."),
  }),
  result: MetricProof,

  async run(context, { metric, page, limit, ...scope }) {
    const asked = await settleMeasuring(context, scope);
    const { status, value, unit, n, excluded } = await measure(context, metric, asked);
    const isOwn = asked.question.own !== null;
    const tally = await context.metrics.tally(metric, asked.question);
    if (!isOwn && isTooFew(metric, tally)) throw new UserError(GROUP_HINT);
    const found = await context.metrics.rows(metric, asked.question, { offset: (page - 1) * limit, limit });
    const { label, formula } = definitionOf(metric);
    return {
      ...{ metric, label, formula, scope: asked.of, scope_name: asked.name, zone: asked.zone.name },
      ...{
        window: describeWindow(asked.zone, asked.window),
        weeks: asked.window.weeks,
        as_of: asked.asOf.toISOString(),
      },
      ...{ status, value, unit, n, excluded, page, limit },
      rows: found.rows.map((row) => toEvidence(metric, row)),
      rows_total: found.total,
      next_page: page * limit < found.total ? page + 1 : null,
    };
  },

  view: describeEvidence,
});

function toEvidence(rule: string, row: MetricRow): EvidenceRow {
  const { subject, title, url, value, leftOut, reason } = row;
  return {
    ...{ subject, title, url, value, rule, included: leftOut === null, reason: leftOut ?? reason },
    started_at: toIso(row.startedAt),
    ended_at: toIso(row.endedAt),
  };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
