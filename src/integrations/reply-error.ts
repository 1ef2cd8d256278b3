import { UnavailableError, UserError } from "#lib/errors";
import { isRateLimited, readRetryAfter } from "#lib/http-reply";
import { toWriteError } from "#lib/write-error";

const WORDS_MAX = 300;

/** A vendor answered, and the answer is no. Its own words are kept, within a limit, for the log and the approval. */
export class ReplyError extends Error {
  override name = "ReplyError";
  readonly status: number;
  readonly headers: Headers;

  constructor(message: string, { status, headers }: { status: number; headers: Headers }) {
    super(message.slice(0, WORDS_MAX));
    this.status = status;
    this.headers = headers;
  }
}

/** What is asked, of whom, and what lets us in: for the words of an error. */
export interface Asked {
  vendor: string;
  /** "an issue API-12": what this token may not see, where nothing is found. */
  what: string;
  credential: string;
}

/** What the error of a read means to the person who asked; what nobody can mend by asking otherwise is an outage. */
export function explainReply(error: unknown, { vendor, what, credential }: Asked, now: Date): unknown {
  if (!(error instanceof ReplyError)) return explainBreak(error, vendor);
  const { status, headers } = error;
  if (isRateLimited(status, headers)) {
    const retryAt = readRetryAfter(headers, now);
    return new UnavailableError(`${vendor} asks to wait.`, { cause: error, retryAt });
  }
  if (status === 401) return new UserError(`${vendor} refuses the token. Renew ${credential}.`, { cause: error });
  if (status === 403 || status === 404) {
    return new UserError(`${vendor} shows no ${what} to this token. Check the name, and what the token may see.`, {
      cause: error,
    });
  }
  return status >= 500 ? new UnavailableError(`${vendor} has trouble of its own.`, { cause: error }) : error;
}

function explainBreak(error: unknown, vendor: string): unknown {
  const isBroken = error instanceof TypeError || error instanceof SyntaxError || isTimeout(error);
  return isBroken ? new UnavailableError(`${vendor} cannot be reached.`, { cause: error }) : error;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}

/** What the error of a write proves. */
export function proveReply(error: unknown, now: Date): unknown {
  return toWriteError(error, error instanceof ReplyError ? error : undefined, now);
}
