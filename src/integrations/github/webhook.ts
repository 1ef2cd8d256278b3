import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { NewEvent } from "#domain/events";
import { cleanText } from "#lib/text";
import { isSigned, signatureRules } from "../webhook-signature.ts";
import { fromWebhook } from "./normalise.ts";

/** GitHub's own cap. */
const BODY_BYTES_MAX = 25 * 1024 * 1024;
const HEADER_LENGTH_MAX = 200;

export interface GithubWebhookOptions {
  /** Current and previous; empty while none is configured. */
  secrets: readonly string[];
  /** Logins in lower case that are bots although GitHub calls them users. */
  bots?: ReadonlySet<string>;
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

/** GitHub's way in: the raw body is verified before it is read, and stored before it is answered. */
export function createGithubWebhook({ secrets, bots = new Set(), record, now }: GithubWebhookOptions) {
  async function accept(delivery: Delivery): Promise<Answer> {
    const refusal = checkSignature(delivery, secrets);
    if (refusal) return { status: "unsigned", detail: refusal };
    const payload = parseJson(delivery.raw);
    if (typeof payload !== "object" || payload === null) {
      return { status: "invalid", detail: "The body is not a JSON object. Choose the content type application/json." };
    }
    const event = readHeader(delivery.headers, "x-github-event") ?? "unknown";
    const key = readHeader(delivery.headers, "x-github-delivery") ?? digest(delivery.raw);
    const { raw } = delivery;
    const told = { event, delivery: key, payload, raw, bots, receivedAt: now() };
    const { status, id } = await record(fromWebhook(told));
    return { status: status === "recorded" ? "ok" : "duplicate", id: String(id) };
  }

  return { source: "github", bodyBytesMax: BODY_BYTES_MAX, accept };
}

/** Why the delivery may not come in; undefined when it may. */
function checkSignature({ raw, headers, isTrusted }: Delivery, secrets: readonly string[]): string | undefined {
  if (secrets.length === 0) {
    return isTrusted ? undefined : "No webhook secret is configured. Set GITHUB_WEBHOOK_SECRET here and at GitHub.";
  }
  const isGood = isSigned(signatureRules.github, secrets, { raw, headers });
  return isGood ? undefined : "The signature is missing or wrong. Is the secret the same at GitHub?";
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    return undefined;
  }
}

function readHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value.length > 0 ? cleanText(value, HEADER_LENGTH_MAX) : undefined;
}

function digest(raw: Buffer): string {
  return createHash("sha256").update(raw).digest("hex");
}
