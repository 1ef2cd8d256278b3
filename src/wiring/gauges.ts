import type { Metrics } from "#lib/metrics";
import { countSignals, countUnfolded } from "#store/counts";
import type { Store } from "#store/db";
import { countJobs } from "#store/jobs";

/** What is counted when somebody looks, and not when it changes. */
export function createGauges(store: Store, metrics: Metrics) {
  return async function measure(): Promise<void> {
    const { ready, dead } = await countJobs(store);
    metrics.set("jobs", ready, { state: "ready" });
    metrics.set("jobs", dead, { state: "dead" });
    metrics.set("events_unfolded", await countUnfolded(store));
    for (const { state, signals } of await countSignals(store)) metrics.set("signals", signals, { state });
  };
}
