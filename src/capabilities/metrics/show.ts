import { z } from "zod";
import { definitionOf, METRIC_NAMES, type MetricName } from "#domain/metrics/definitions";
import { MetricResult } from "#domain/metrics/result";
import { describeWindow } from "#domain/metrics/window";
import { defineCapability } from "#kernel/capability";
import { MetricScope } from "./fields.ts";
import { measure } from "./measure.ts";
import { settleMeasuring } from "./scope.ts";
import { describeMetrics } from "./view.ts";

/** Of a single person nothing is measured but how their own work flows. */
const OWN_NAMES = METRIC_NAMES.filter((name) => !["dora", "sprints"].includes(definitionOf(name).family));

export const MetricsReport = z.object({
  scope: z.string(),
  scope_name: z.string(),
  /** In words, by local dates. */
  window: z.string(),
  zone: z.string(),
  as_of: z.string(),
  metrics: z.array(MetricResult),
});
export type MetricsReport = z.output<typeof MetricsReport>;

export const showMetrics = defineCapability({
  name: "metrics.show",
  summary: "How a team or a service delivers: lead time, deployments, reviews, work in progress.",
  risk: "read",
  command: "/metrics",
  phrases: [
    { words: "dora", input: {} },
    { words: "lead time", input: { names: ["lead_time"] } },
    { words: "how fast do we ship", input: {} },
  ],
  input: z.object({
    names: z
      .array(z.enum(METRIC_NAMES))
      .max(METRIC_NAMES.length)
      .optional()
      .describe("Which metrics; all of them unless named."),
    ...MetricScope,
  }),
  result: MetricsReport,

  async run(context, { names, ...scope }) {
    const asked = await settleMeasuring(context, scope);
    const isOwn = asked.question.own !== null;
    const wanted: readonly MetricName[] = (names ?? METRIC_NAMES).filter((name) => !isOwn || OWN_NAMES.includes(name));
    const metrics: MetricResult[] = [];
    for (const name of wanted) metrics.push(await measure(context, name, asked));
    return {
      ...{ scope: asked.of, scope_name: asked.name, zone: asked.zone.name, as_of: asked.asOf.toISOString() },
      window: describeWindow(asked.zone, asked.window),
      metrics,
    };
  },

  view: describeMetrics,
});
