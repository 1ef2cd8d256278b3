import { type Logger, pino } from "pino";
import { redact, redactDeep } from "./redact.ts";

const HIDDEN_FIELDS = ["token", "password", "secret", "authorization", "response_url", "headers", "*.token", "*.secret"];

/** One JSON line per entry on standard error; nothing secret passes, whichever field or message it hides in. */
export function createLog(level: string, destination: pino.DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => redactFields(fields) },
      redact: { paths: HIDDEN_FIELDS, censor: "[redacted]" },
      serializers: { err: describeError, error: describeError },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === "string" ? redact(arg) : arg)) as Parameters<typeof method>);
        },
      },
    },
    destination,
  );
}

/** Errors are left to their serializer, which pino calls afterwards. */
function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? value : redactDeep(value)]),
  );
}

/** An error as a log may hold it: never the SQL and parameters that a failed query carries in its message. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return redactDeep(error);
  const root = error.name === "DrizzleQueryError" && error.cause instanceof Error ? error.cause : error;
  return {
    type: root.name,
    message: redact(root.message),
    stack: redact(root.stack ?? ""),
    ...("code" in root && { code: String(root.code) }),
  };
}
