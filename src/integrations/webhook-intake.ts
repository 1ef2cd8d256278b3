import type { IncomingHttpHeaders } from "node:http";
import type { NewEvent } from "#domain/events";
import { sha256 } from "#lib/hash";
import { cleanText } from "#lib/text";
import { isSigned, type SignatureRule } from "./webhook-signature.ts";

const HEADER_LENGTH_MAX = 200;

/** All in which vendors differ. */
export interface WebhookVendor {
  source: string;
  /** As people call it. */
  label: string;
  /** The variable that holds its secret. */
  secretVariable: string;
  bodyBytesMax: number;
  rule: SignatureRule;
  /** The header with the key under which a delivery is repeated. */
  deliveryHeader: string;
  /** Why a delivery that is signed is still not taken, where its age counts. */
  refuse?(payload: object, now: Date): string | undefined;
  /** The first event stands for the delivery. */
  read(told: {
    payload: unknown;
    headers: IncomingHttpHeaders;
    delivery: string;
    raw: Buffer;
    receivedAt: Date;
  }): [NewEvent, ...NewEvent[]];
}

export interface WebhookOptions {
  /** Current and previous; empty while none is configured. */
  secrets: readonly string[];
  /** Stores the event with its job in one transaction; a known delivery is a duplicate. */
  record(event: NewEvent): Promise<{ status: "recorded" | "duplicate"; id: number }>;
  now(): Date;
}

interface Delivery {
  raw: Buffer;
  headers: IncomingHttpHeaders;
  isTrusted: boolean;
}

type Answer = { status: "ok" | "duplicate"; id: string } | { status: "unsigned" | "invalid"; detail: string };

/** A vendor's way in: the raw body is verified before it is read, and stored before it is answered. */
export function createWebhook(vendor: WebhookVendor, { secrets, record, now }: WebhookOptions) {
  async function accept(delivery: Delivery): Promise<Answer> {
    const refusal = checkSignature(vendor, delivery, secrets);
    if (refusal) return { status: "unsigned", detail: refusal };
    const payload = parseJson(delivery.raw);
    if (typeof payload !== "object" || payload === null) {
      return { status: "invalid", detail: "The body is not a JSON object. Choose the content type application/json." };
    }
    const receivedAt = now();
    const stale = secrets.length > 0 ? vendor.refuse?.(payload, receivedAt) : undefined;
    return stale ? { status: "unsigned", detail: stale } : store(delivery, payload, receivedAt);
  }

  async function store({ raw, headers }: Delivery, payload: object, receivedAt: Date): Promise<Answer> {
    const delivery = readHeader(headers, vendor.deliveryHeader) ?? sha256(raw);
    const events = vendor.read({ payload, headers, delivery, raw, receivedAt });
    // Recorded in one turn, they share one commit.
    const [first] = await Promise.all(events.map(record));
    if (!first) throw new Error("A delivery without an event.");
    return { status: first.status === "recorded" ? "ok" : "duplicate", id: String(first.id) };
  }

  return { source: vendor.source, bodyBytesMax: vendor.bodyBytesMax, accept };
}

/** Why the delivery may not come in; undefined when it may. */
function checkSignature(
  { label, secretVariable, rule }: WebhookVendor,
  { raw, headers, isTrusted }: Delivery,
  secrets: readonly string[],
): string | undefined {
  if (secrets.length === 0) {
    return isTrusted ? undefined : `No webhook secret is configured. Set ${secretVariable} here and at ${label}.`;
  }
  const isGood = isSigned(rule, secrets, { raw, headers });
  return isGood ? undefined : `The signature is missing or wrong. Is the secret the same at ${label}?`;
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    return undefined;
  }
}

export function readHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value.length > 0 ? cleanText(value, HEADER_LENGTH_MAX) : undefined;
}
