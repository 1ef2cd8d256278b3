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

/** Counts by name, whatever the labels; the last value of each gauge. */
export function countingMetrics() {
  const counts = new Map<string, number>();
  const gauges = new Map<string, number>();
  const metrics: Metrics = {
    count: (name, _labels, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    set: (name, value) => void gauges.set(name, value),
    observe: nothing,
  };
  return { metrics, counted: (name: string) => counts.get(name) ?? 0, gauge: (name: string) => gauges.get(name) };
}
