import { type Logger, pino } from "pino";
import { redact, redactLine } from "./redact.ts";

const HIDDEN_FIELDS = [
  "token",
  "password",
  "secret",
  "authorization",
  "response_url",
  "headers",
  "*.token",
  "*.secret",
];

/** One JSON line per entry on standard error. The whole line passes the redactor, whichever field or message it came from. */
export function createLog(level: string, destination: pino.DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: HIDDEN_FIELDS, censor: "[redacted]" },
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: redactLine },
    },
    destination,
  );
}

/** An error as a log may hold it: never the SQL and parameters that a failed query carries in its message. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return redact(String(error));
  const root = error.name === "DrizzleQueryError" && error.cause instanceof Error ? error.cause : error;
  const cause = root.cause instanceof Error ? { cause: redact(root.cause.message) } : {};
  return {
    type: root.name,
    message: redact(root.message),
    stack: redact(root.stack ?? ""),
    ...("code" in root && { code: String(root.code) }),
    ...cause,
  };
}
