import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../wire/faults.ts";
import type { Ledger } from "../wire/ledger.ts";
import type { Delivery } from "../world/history.ts";
import type { GithubFault } from "./faults.ts";
import { post, type SentDelivery, type Target } from "./post.ts";

const WAITING_MAX = 10_000;

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
