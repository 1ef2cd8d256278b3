import { DORA } from "./dora.ts";
import { FLOW } from "./flow.ts";
import type { Definition } from "./metric.ts";
import { PULL_REQUESTS } from "./pull-requests.ts";
import { SPRINTS } from "./sprints.ts";

/** Every metric there is, by its name; each has its rows in store/metrics/views.ts. */
export const METRICS = { ...DORA, ...PULL_REQUESTS, ...FLOW, ...SPRINTS } satisfies Record<string, Definition>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as [MetricName, ...MetricName[]];

export function definitionOf(name: MetricName): Definition {
  return METRICS[name];
}
