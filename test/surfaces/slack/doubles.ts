import type { Log } from "#kernel/context";
import type { Metrics } from "#lib/metrics";

const nothing = () => undefined;

export const silentLog: Log = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLog,
} as unknown as Log;

/** Counts by name, and by name and labels like "slack_reconnects_total refresh_requested"; the last value of each gauge. */
export function countingMetrics() {
  const counts = new Map<string, number>();
  const gauges = new Map<string, number>();
  const metrics: Metrics = {
    count(name, labels = {}, by = 1) {
      const series = new Set([name, [name, ...Object.values(labels)].join(" ")]);
      for (const one of series) counts.set(one, (counts.get(one) ?? 0) + by);
    },
    set: (name, value) => void gauges.set(name, value),
    observe: nothing,
  };
  return { metrics, counted: (name: string) => counts.get(name) ?? 0, gauge: (name: string) => gauges.get(name) };
}
