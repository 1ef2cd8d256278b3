const ERROR_LENGTH_MAX = 500;
/** Data exceptions and broken constraints of Postgres, and what SQLite has of them. */
const REFUSALS = /^(22|23)\w{3}$|^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/;

/** The data is at fault, not the database: trying again as it is would fail again. */
export function isRefusal(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof Error && "code" in cause && REFUSALS.test(String(cause.code));
}

/** Never the message of a failed query, which holds its parameters. */
export function describeRefusal(error: unknown): string {
  return String(causeOf(error)).slice(0, ERROR_LENGTH_MAX);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
