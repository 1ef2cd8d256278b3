import type { Writing } from "./context.ts";
import { NeverSentError, UnavailableError } from "./errors.ts";

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
