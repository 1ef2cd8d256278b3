import { NeverSentError, RefusedError, UnavailableError } from "./errors.ts";
import { isRateLimited, readRetryAfter } from "./http-reply.ts";

/** What a reply tells that proves nothing happened. */
export interface Refusal {
  status: number;
  headers: Headers;
  message: string;
}

const REFUSALS = new Set([400, 401, 403, 404, 405, 409, 410, 412, 422, 429]);
/** Nobody was there to take the request. */
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/**
 * What the error of a write proves: that the vendor refused it, that it never left, or nothing. What proves nothing is
 * answered as it came, and its ending has to be found out.
 */
export function toWriteError(error: unknown, refusal: Refusal | undefined, now: Date): unknown {
  if (refusal && REFUSALS.has(refusal.status)) {
    const { status, headers, message } = refusal;
    const retryAt = isRateLimited(status, headers) ? (readRetryAfter(headers, now) ?? inAMinute(now)) : undefined;
    return new RefusedError(message, { cause: error, retryAt });
  }
  const outage = causes(error).find((cause) => cause instanceof UnavailableError);
  // The circuit is open: our own HTTP core sent nothing.
  if (outage && !refusal) return new NeverSentError(outage.message, { cause: error });
  if (causes(error).some(isNeverSent)) return new NeverSentError("Nobody took the request.", { cause: error });
  return error;
}

function inAMinute(now: Date): Date {
  return new Date(now.getTime() + 60_000);
}

function causes(error: unknown): unknown[] {
  return error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error];
}

function isNeverSent(error: unknown): boolean {
  return error instanceof Error && "code" in error && NEVER_SENT.has(String(error.code));
}
