import { randomUUID } from "node:crypto";
import { type Ack, accepts, type EnvelopeType } from "./ack.ts";
import type { Json } from "./model.ts";
import { type EnvelopeOptions, type Office, type Pending, transmit } from "./transmission.ts";

export interface Envelopes {
  /** Hands a payload to the app and waits for its ack; only events are sent again without one. */
  send(type: EnvelopeType, name: string, payload: Json): Promise<Ack>;
  /** A frame that came from the app. */
  hear(frame: string): void;
  pending(): number;
  close(): void;
}

/** How often pending envelopes are looked at: one timer for all of them, since there may be thousands. */
const SWEEP_MS = 50;

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
