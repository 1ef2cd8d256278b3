import type { Store } from "#store/db";
import { enqueueUnlessWaiting } from "#store/jobs";

/** Asks whoever serves to evaluate everything, as after facts have changed by the hundred. */
export function requestEvaluation(store: Store, now: Date): Promise<boolean> {
  return enqueueUnlessWaiting(store, { queue: "evaluate", payload: {}, runAt: now });
}
