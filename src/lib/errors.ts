/** The caller can fix this; the message is shown as it is: what is wrong and how to mend it. */
export class UserError extends Error {
  override name = "UserError";
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

/** The outage that an error is, or was caused by: a query that met one carries it inside. */
export function outageIn(error: unknown): UnavailableError | undefined {
  if (error instanceof UnavailableError) return error;
  return error instanceof Error && error.cause !== undefined ? outageIn(error.cause) : undefined;
}
