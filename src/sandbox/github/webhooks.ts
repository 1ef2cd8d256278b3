import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../wire/faults.ts";
import type { Ledger } from "../wire/ledger.ts";
import type { Delivery } from "../world/history.ts";
import type { GithubFault } from "./faults.ts";

/** GitHub gives up after ten seconds and does not try again by itself. */
const TIMEOUT_MS = 10_000;
const WAITING_MAX = 10_000;
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

export interface Webhooks {
  send(delivery: Delivery): void;
  /** Resolves when everything that is under way has been answered. */
  settled(): Promise<void>;
  pointTo(target: Target | null): void;
}

/** Deliveries leave one after the other, each once, whatever is answered. */
export function createWebhooks(
  faults: Faults<GithubFault>,
  ledger: Ledger<SentDelivery>,
  first: Target | null,
): Webhooks {
  let target = first;
  let last: Promise<void> = Promise.resolve();
  let held: Delivery | undefined;
  let waiting = 0;

  async function deliver(delivery: Delivery): Promise<void> {
    waiting--;
    if (!target || faults.take("delivery_dropped", delivery.event)) return;
    await pause(faults.take("delivery_late", delivery.event)?.ms ?? 0);
    if (!held && faults.take("delivery_reordered", delivery.event)) {
      held = delivery;
      return;
    }
    await postAll(target, delivery, [...doubled(delivery), ...(held ? [held] : [])]);
    held = undefined;
  }

  function doubled(delivery: Delivery): Delivery[] {
    return faults.take("delivery_doubled", delivery.event) ? [delivery] : [];
  }

  async function postAll(to: Target, first: Delivery, rest: Delivery[]): Promise<void> {
    for (const delivery of [first, ...rest]) {
      const isForged = faults.take("delivery_forged", delivery.event) !== undefined;
      ledger.add(await post(to, delivery, isForged));
    }
  }

  return {
    send(delivery) {
      if (!target || waiting >= WAITING_MAX) return;
      waiting++;
      last = last.then(() => deliver(delivery));
    },
    settled: () => last,
    pointTo(next) {
      target = next;
    },
  };
}

async function post({ url, secret }: Target, delivery: Delivery, isForged: boolean): Promise<SentDelivery> {
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
  const status = await fetchStatus(url, { method: "POST", headers, body });
  const { event, payload } = delivery;
  const ms = performance.now() - startedAt;
  return { delivery: delivery.delivery, event, action: payload["action"], status, ms };
}

function sign(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** A receiver that is away is an outcome: it shows in the ledger as 0. */
async function fetchStatus(url: string, init: RequestInit): Promise<number> {
  try {
    const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return 0;
  }
}
