import type { Json } from "./model.ts";

export type EnvelopeType = "events_api" | "slash_commands" | "interactive";

/** How an envelope ended, and how long that took. */
export type Ack =
  | { outcome: "acked"; ms: number; payload: Json }
  | { outcome: "operation_timeout" | "dispatch_failed"; ms: number };

export interface LedgerEntry {
  kind: "envelope" | "call" | "response";
  at: Date;
  /** The command, event, interaction or method. */
  name: string;
  /** `acked`, `ok`, or what went wrong. */
  outcome: string;
  ms: number;
  attempt: number;
  id: string;
  body: unknown;
  answer: unknown;
}

export interface Timing {
  /** How long Slack waits for an ack. */
  ackMs: number;
  /** When an event without an ack is sent again, each counted from the failure. */
  retryDelaysMs: readonly number[];
}

/** Which payloads may be answered in the ack itself. */
export function accepts(type: EnvelopeType, payload: Json): boolean {
  const kind = payload["type"];
  return type === "slash_commands" || kind === "view_submission" || kind === "block_suggestion";
}
