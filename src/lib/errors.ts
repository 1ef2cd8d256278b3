/** What programs tell refusals apart by: over a limit for now, or about what is no longer as it was shown. */
export type UserErrorCode = "user" | "limit" | "outdated";

/** The caller can fix this; the message is shown as it is: what is wrong and how to mend it. */
export class UserError extends Error {
  override name = "UserError";
  readonly code: UserErrorCode;

  constructor(message: string, options: ErrorOptions & { code?: UserErrorCode } = {}) {
    // It is an answer: nobody reads its stack, and to collect one takes longer than many an answer.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = options.code ?? "user";
  }
}

/** Not for whoever asks, however they ask; the message says for whom it is. */
export class ForbiddenError extends UserError {
  override name = "ForbiddenError";
}

/** Something we depend on is down or busy; worth trying again, not before `retryAt` where it is known. */
export class UnavailableError extends Error {
  override name = "UnavailableError";
  readonly retryAt: Date | undefined;

  constructor(message: string, options: ErrorOptions & { retryAt?: Date | undefined } = {}) {
    super(message, options);
    this.retryAt = options.retryAt;
  }
}

/** It is not time yet, and nobody's fault: to be tried again at `retryAt`. */
export class NotYetError extends UnavailableError {
  override name = "NotYetError";

  constructor(message: string, retryAt: Date) {
    super(message, { retryAt });
  }
}

/** A vendor said no, which proves that nothing happened; `retryAt` where it only asks to wait. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly retryAt: Date | undefined;

  constructor(message: string, options: ErrorOptions & { retryAt?: Date | undefined } = {}) {
    super(message, options);
    this.retryAt = options.retryAt;
  }
}

/** A request that never left us: nobody was there to take it. */
export class NeverSentError extends Error {
  override name = "NeverSentError";
}

/** The outage that an error is, or was caused by: a query that met one carries it inside. */
export function outageIn(error: unknown): UnavailableError | undefined {
  if (error instanceof UnavailableError) return error;
  return error instanceof Error && error.cause !== undefined ? outageIn(error.cause) : undefined;
}
