/** The caller can fix this; the message is shown as it is: what is wrong and how to mend it. */
export class UserError extends Error {
  override name = "UserError";
}

/** Something we depend on is down or busy; worth trying again later. */
export class UnavailableError extends Error {
  override name = "UnavailableError";
}
