import { z } from "zod";
import { isTooFew } from "#domain/metrics/result";
import { groupByDay } from "#domain/metrics/window";
import { defineCapability } from "#kernel/capability";
import type { View } from "#lib/view";
import { MetricScope } from "./fields.ts";
import { settleMeasuring } from "./scope.ts";

const DAYS_MAX = 60;
const COUNTED = ["deployment_frequency", "change_fail_rate", "throughput"] as const;

const Days = z.object({
  metric: z.enum(COUNTED),
  scope: z.string(),
  zone: z.string(),
  /** The newest first, days without any included; the mean of rates only, null without any. */
  days: z.array(z.object({ day: z.string(), n: z.number(), mean: z.number().nullable() })),
});

export const metricDays = defineCapability({
  name: "metrics.days",
  summary: "Deployments, failed ones or merges of each local day, the newest first.",
  risk: "read",
  input: z.object({
    metric: z.enum(COUNTED).describe("What to count."),
    of: MetricScope.of,
    days: z.coerce.number().int().min(1).max(DAYS_MAX).default(DAYS_MAX).describe("How many days to show."),
    as_of: MetricScope.as_of,
  }),
  result: Days,

  async run(context, { metric, of, days, as_of }) {
    const { question, asOf, zone } = await settleMeasuring(context, { of, weeks: 1, as_of });
    const from = zone.startOf(zone.dayOf(asOf.getTime() - 1) - days + 1);
    const window = { from, to: asOf.getTime() };
    const asked = { ...question, window };
    const isHidden = question.own === null && isTooFew(metric, await context.metrics.tally(metric, asked));
    const points = isHidden ? [] : await context.metrics.points(metric, asked);
    return { metric, scope: of, zone: zone.name, days: groupByDay(zone, window, points) };
  },

  view: ({ metric, days }): View => {
    const total = days.reduce((sum, { n }) => sum + n, 0);
    const text = `${total} in ${days.length} days (${metric}).`;
    const rows = days.map(({ day, n, mean }) => [day, n, mean === null ? null : Number(mean.toFixed(2))]);
    return { text, nodes: [{ type: "table", caption: text, columns: ["Day", "Number", "Rate"], rows }] };
  },
});
