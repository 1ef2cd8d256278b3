import type { MetricName } from "#domain/metrics/definitions";

/** What a sprint's report says of delivery, by the keys under which it says so. */
export const DELIVERY_FIGURES = {
  total_deploys: "deployment_frequency",
  avg_change_fail_rate: "change_fail_rate",
  latest_wip: "wip",
  avg_wip: "average_wip",
  merged: "throughput",
} satisfies Record<string, MetricName>;

export const DORA_STRIP = [
  "lead_time",
  "deployment_frequency",
  "change_fail_rate",
  "recovery_time",
  "rework_rate",
] as const satisfies MetricName[];
