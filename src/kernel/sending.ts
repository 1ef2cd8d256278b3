import { MINUTE_MS } from "#lib/time";
import type { Attempt } from "./capability.ts";
import type { Writing } from "./context.ts";
import { NeverSentError, UnavailableError } from "./errors.ts";

/** A vendor's clock and ours may differ. */
const SKEW_MS = 5 * MINUTE_MS;

/**
 * What is looked up before a write. That it cannot be looked up proves that nothing was sent; and where the looking took
 * so long that nobody waits any more, nothing may be sent: what became of it is being found out already.
 */
export async function beforeSending<Found>({ signal }: Writing, look: () => Promise<Found>): Promise<Found> {
  try {
    const found = await look();
    if (!signal.aborted) return found;
  } catch (error) {
    throw error instanceof UnavailableError ? new NeverSentError(error.message, { cause: error }) : error;
  }
  throw new NeverSentError("The time to send it was over.");
}

/** From when on a vendor may have put what an attempt made, by its own clock. */
export function madeSince({ since }: Pick<Attempt, "since">): Date {
  return new Date(since.getTime() - SKEW_MS);
}
