import type { z } from "zod";
import type { NewEvent, NormalisedEvent } from "#domain/events";
import { cleanText } from "#lib/text";

/** A clock may be ahead of ours by this much before we stop believing it. */
const AHEAD_MS_MAX = 15 * 60_000;
const PROBLEM_LENGTH_MAX = 300;
/** Instants that lie ahead by their nature. */
const PLANNED = new Set(["endsAt"]);

/** What a payload is about, before it becomes an event. */
export interface Mapped {
  subject: string;
  /** The vendor's own instant; null when it names none. */
  at: number | null;
  /** Tells apart what a subject has several of, in the delivery keys of polled objects. */
  key: string;
  normalised: NormalisedEvent | null;
}

export type Normalised = Pick<NewEvent, "kind" | "subject" | "occurredAt" | "normalised" | "problem">;

/** What became of the attempt to read a payload. */
export interface Read {
  mapped?: Mapped;
  problem?: string;
}

/** Dates what was read: by the vendor's instant, or by its arrival where the vendor's clock cannot be believed. */
export function conclude(kind: string, { mapped, problem }: Read, receivedAt: Date): Normalised {
  const at = mapped?.at ?? receivedAt.getTime();
  const known = { kind, subject: mapped?.subject ?? null, ...(problem !== undefined && { problem }) };
  const normalised = mapped?.normalised ?? null;
  if (at <= receivedAt.getTime() + AHEAD_MS_MAX) return { ...known, occurredAt: new Date(at), normalised };
  const suspect = normalised ? { ...setBack(normalised, receivedAt.getTime()), isClockSuspect: true } : null;
  return { ...known, occurredAt: receivedAt, normalised: suspect };
}

/** Reads a payload by its schema, and never throws: what makes no sense becomes a problem. */
export function reader<Schema extends z.ZodType, Given>(
  schema: Schema,
  map: (payload: z.output<Schema>, given: Given) => Mapped,
): (payload: unknown, given: Given) => Read {
  return (payload, given) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? { mapped: map(parsed.data, given) } : { problem: describeProblem(parsed.error) };
  };
}

function describeProblem({ issues }: z.ZodError): string {
  const words = issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  return cleanText(words, PROBLEM_LENGTH_MAX);
}

/** Brings every instant that lies ahead of `latest` back to it: a wrong clock would otherwise win every comparison. */
function setBack<Value>(value: Value, latest: number): Value {
  const text = JSON.stringify(value, (key, inner: unknown) => {
    const isInstant = typeof inner === "number" && /(^at|At)$/.test(key) && !PLANNED.has(key);
    return isInstant ? Math.min(inner, latest) : inner;
  });
  return JSON.parse(text) as Value;
}
