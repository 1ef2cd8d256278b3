import { randomUUID } from "node:crypto";
import type { Faults } from "../wire/faults.ts";
import type { Ledger } from "../wire/ledger.ts";
import type { ArmedFault } from "./faults.ts";
import type { Json } from "./model.ts";
import { APP, TEAM } from "./workspace.ts";

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

interface Pending {
  envelope: Json & { envelope_id: string };
  name: string;
  sentAt: number;
  attempt: number;
  resolve(ack: Ack): void;
}

export interface Envelopes {
  /** Hands a payload to the app and waits for its ack; only events are sent again without one. */
  send(type: EnvelopeType, name: string, payload: Json): Promise<Ack>;
  /** A frame that came from the app. */
  hear(frame: string): void;
  pending(): number;
  close(): void;
}

export interface EnvelopeOptions {
  now: () => Date;
  timing: Timing;
  faults: Faults<ArmedFault>;
  ledger: Ledger<LedgerEntry>;
  transmit(frame: string): boolean;
}

/** How often pending envelopes are looked at: one timer for all of them, since there may be thousands. */
const SWEEP_MS = 50;

/** What is under way. */
interface Office extends EnvelopeOptions {
  waiting: Map<string, Pending>;
  retries: Set<NodeJS.Timeout>;
  /** A frame that lets the next one go first. */
  held: string | undefined;
}

export function createEnvelopes(options: EnvelopeOptions): Envelopes {
  const office: Office = { ...options, waiting: new Map(), retries: new Set(), held: undefined };
  const sweeping = setInterval(() => sweep(office), SWEEP_MS);
  return {
    send(type, name, payload) {
      return new Promise((resolve) => {
        const envelope = { envelope_id: randomUUID(), type, payload, accepts_response_payload: accepts(type, payload) };
        attempt(office, { envelope, name, sentAt: 0, attempt: 0, resolve });
      });
    },
    hear: (frame) => hear(office, frame),
    pending: () => office.waiting.size,
    close() {
      clearInterval(sweeping);
      for (const timer of office.retries) clearTimeout(timer);
      for (const { resolve } of office.waiting.values()) resolve({ outcome: "dispatch_failed", ms: 0 });
      office.waiting.clear();
    },
  };
}

function attempt(office: Office, entry: Pending): void {
  entry.sentAt = performance.now();
  if (!transmit(office, entry)) fail(office, entry, "dispatch_failed");
}

function transmit(office: Office, entry: Pending): boolean {
  const { faults, waiting } = office;
  const id = entry.envelope.envelope_id;
  const frame = JSON.stringify(entry.envelope);
  if (faults.take("eventless", entry.name)) office.transmit(eventlessFrame());
  if (office.held === undefined && faults.take("reorder", entry.name)) {
    office.held = frame;
    waiting.set(id, entry);
    return true;
  }
  if (!office.transmit(frame)) return false;
  waiting.set(id, entry);
  repeat(office, entry, frame);
  return true;
}

/** What goes out after the envelope: its doubles, and one that was held back for it. */
function repeat(office: Office, { name, envelope }: Pending, frame: string): void {
  if (office.faults.take("duplicate", name)) office.transmit(frame);
  if (office.faults.take("duplicate_new_id", name)) {
    office.transmit(JSON.stringify({ ...envelope, envelope_id: randomUUID() }));
  }
  if (office.held === undefined) return;
  office.transmit(office.held);
  office.held = undefined;
}

function hear(office: Office, frame: string): void {
  const { envelope_id: id = "", payload } = JSON.parse(frame) as { envelope_id?: string; payload?: Json };
  const entry = office.waiting.get(id);
  if (!entry || office.faults.take("lost_ack", entry.name)) return;
  office.waiting.delete(id);
  settle(office, entry, { outcome: "acked", ms: performance.now() - entry.sentAt, payload: payload ?? {} });
}

function sweep(office: Office): void {
  const deadline = performance.now() - office.timing.ackMs;
  for (const [id, entry] of office.waiting) {
    // In the order of sending: whoever comes later has waited less.
    if (entry.sentAt > deadline) break;
    office.waiting.delete(id);
    fail(office, entry, "operation_timeout");
  }
}

function fail(office: Office, entry: Pending, outcome: "operation_timeout" | "dispatch_failed"): void {
  const isEvent = entry.envelope["type"] === "events_api";
  const delayMs = isEvent ? office.timing.retryDelaysMs[entry.attempt] : undefined;
  if (delayMs === undefined) {
    settle(office, entry, { outcome, ms: performance.now() - entry.sentAt });
    return;
  }
  entry.attempt++;
  const retry_reason = outcome === "operation_timeout" ? "timeout" : "connection_failed";
  const again = { envelope_id: randomUUID(), retry_attempt: entry.attempt, retry_reason };
  entry.envelope = { ...entry.envelope, ...again };
  const timer = setTimeout(() => {
    office.retries.delete(timer);
    attempt(office, entry);
  }, delayMs);
  office.retries.add(timer);
}

function settle(office: Office, entry: Pending, ack: Ack): void {
  record(office, entry, ack);
  entry.resolve(ack);
}

function record({ ledger, now }: Office, entry: Pending, ack: Ack): void {
  const { envelope, name, attempt } = entry;
  ledger.add({
    ...{ kind: "envelope", at: now(), name, outcome: ack.outcome, ms: ack.ms, attempt, id: envelope.envelope_id },
    body: envelope["payload"],
    answer: ack.outcome === "acked" ? ack.payload : null,
  });
}

/** Which payloads may be answered in the ack itself. */
function accepts(type: EnvelopeType, payload: Json): boolean {
  const kind = payload["type"];
  return type === "slash_commands" || kind === "view_submission" || kind === "block_suggestion";
}

function eventlessFrame(): string {
  const limited = { type: "app_rate_limited", token: "sandbox", team_id: TEAM.id, minute_rate_limited: 0 };
  const payload = { ...limited, api_app_id: APP.id };
  return JSON.stringify({
    ...{ envelope_id: randomUUID(), type: "events_api", payload },
    accepts_response_payload: false,
  });
}
