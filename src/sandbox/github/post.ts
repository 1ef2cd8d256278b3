import { createHmac } from "node:crypto";
import { fetchStatus } from "../wire/hooks.ts";
import type { Delivery } from "../world/history.ts";

/** GitHub gives up after ten seconds and does not try again by itself. */
const TIMEOUT_MS = 10_000;

const HOOK_ID = "1";

export interface Target {
  url: string;
  /** Deliveries are not signed without one. */
  secret: string | null;
}

export interface SentDelivery {
  delivery: string;
  event: string;
  action: unknown;
  /** 0 when nobody answered. */
  status: number;
  ms: number;
}

export async function post({ url, secret }: Target, delivery: Delivery, isForged: boolean): Promise<SentDelivery> {
  const startedAt = performance.now();
  const body = JSON.stringify(delivery.payload);
  const key = isForged ? "somebody else's secret" : secret;
  const signature = key === null ? {} : { "x-hub-signature-256": sign(body, key) };
  const headers = {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/sandbox",
    "x-github-delivery": delivery.delivery,
    "x-github-event": delivery.event,
    "x-github-hook-id": HOOK_ID,
    ...signature,
  };
  const status = await fetchStatus(url, { method: "POST", headers, body }, TIMEOUT_MS);
  const { event, payload } = delivery;
  const ms = performance.now() - startedAt;
  return { delivery: delivery.delivery, event, action: payload["action"], status, ms };
}

function sign(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
