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
