import type { Metrics } from "#lib/metrics";
import { countSignals, countUnfolded } from "#store/counts";
import type { Store } from "#store/db";
import { countJobs } from "#store/jobs";
import { countLetters } from "#store/slack-letters";

/** What is counted when somebody looks, and not when it changes. */
export function createGauges(store: Store, metrics: Metrics) {
  return async function measure(): Promise<void> {
    const { ready, dead } = await countJobs(store);
    metrics.set("jobs", ready, { state: "ready" });
    metrics.set("jobs", dead, { state: "dead" });
    const letters = await countLetters(store);
    metrics.set("slack_letters", letters.uncertain, { kind: "uncertain_message" });
    metrics.set("slack_letters", letters.dead, { kind: "dead_delivery" });
    metrics.set("events_unfolded", await countUnfolded(store));
    for (const { state, signals } of await countSignals(store)) metrics.set("signals", signals, { state });
  };
}
