import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "./faults.ts";
import type { Ledger } from "./ledger.ts";
import type { VendorFault } from "./vendor-fault.ts";

const TIMEOUT_MS = 5_000;
const WAITING_MAX = 10_000;
const FORGED_SECRET = "somebody else's secret";

export interface HookTarget {
  url: string;
  /** Deliveries are not signed without one. */
  secret: string | null;
}

/** Something that is told, under a key of its own. */
export interface Hook {
  id: string;
  event: string;
  body: unknown;
}

export interface SentHook {
  id: string;
  event: string;
  /** 0 when nobody answered. */
  status: number;
}

export interface Hooks {
  send(hook: Hook): void;
  /** Resolves when everything that is under way has been answered. */
  settled(): Promise<void>;
}

export interface HookParts {
  faults: Faults<VendorFault>;
  sent: Ledger<SentHook>;
  target: HookTarget | null;
  /** The headers of a delivery, with the vendor's signature over the body where there is a secret. */
  headersOf(hook: Hook, signed: { body: string; secret: string | null }): Record<string, string>;
}

/** Deliveries leave one after the other, each once, whatever is answered. */
export function createHooks({ faults, sent, target, headersOf }: HookParts): Hooks {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  async function deliver(to: HookTarget, hook: Hook): Promise<void> {
    waiting--;
    if (faults.take("delivery_dropped", hook.event)) return;
    await pause(faults.take("delivery_late", hook.event)?.ms ?? 0);
    const times = faults.take("delivery_doubled", hook.event) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      const secret = faults.take("delivery_forged", hook.event) ? FORGED_SECRET : to.secret;
      const body = JSON.stringify(hook.body);
      const headers = { "content-type": "application/json", ...headersOf(hook, { body, secret }) };
      const status = await fetchStatus(to.url, { method: "POST", headers, body });
      sent.add({ id: hook.id, event: hook.event, status });
    }
  }

  return {
    send(hook) {
      if (!target || waiting >= WAITING_MAX) return;
      waiting++;
      last = last.then(() => deliver(target, hook));
    },
    settled: () => last,
  };
}

/** A receiver that is away is an outcome: it shows in the ledger as 0. */
export async function fetchStatus(url: string, init: RequestInit, timeoutMs: number = TIMEOUT_MS): Promise<number> {
  try {
    const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return 0;
  }
}
