import type { Log } from "#kernel/context";
import type { Redelivered, SlackInbox } from "#kernel/ports/slack-inbox";
import type { Metrics } from "#lib/metrics";
import { LEASE_MS, leaseFrom } from "./lease.ts";
import type { Performer } from "./performer.ts";

const SWEEP_MS = LEASE_MS / 3;
const ATTEMPTS_MAX = 5;
const CLAIMED_MAX = 200;

export interface SweepOptions {
  inbox: SlackInbox;
  performer: Performer;
  metrics: Metrics;
  log: Log;
  now(): Date;
}

/** Again and again: keeps the lease on what is being performed, and takes over what nobody performs any more. */
export function startSweep(options: SweepOptions): { stop(): void } {
  let isStart = true;
  let isBusy = false;

  async function sweep(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    try {
      await sweepOnce(options, isStart);
      isStart = false;
    } catch (error) {
      // The database is away. Nothing is lost: the next round tries again.
      options.log.warn({ error }, "slack inbox not swept");
    } finally {
      isBusy = false;
    }
  }

  void sweep();
  const timer = setInterval(() => void sweep(), SWEEP_MS);
  return { stop: () => clearInterval(timer) };
}

async function sweepOnce({ inbox, performer, metrics, log, now }: SweepOptions, isStart: boolean): Promise<void> {
  const lease = leaseFrom(now());
  const own = performer.keys();
  if (own.length > 0) await inbox.extend(own, lease.until);
  for (const delivery of await inbox.claim({ ...lease, limit: CLAIMED_MAX, isStart })) {
    if (delivery.attempts > ATTEMPTS_MAX) {
      log.error({ key: delivery.key, type: delivery.type }, "slack delivery given up");
      await inbox.bury(delivery.key, `It was not performed in ${ATTEMPTS_MAX} attempts.`);
    } else {
      replay(performer, delivery);
    }
  }
  metrics.set("slack_inbox_depth", await inbox.depth());
}

/** Slack has stopped waiting for an acknowledgement; the answer goes where it can still go. */
function replay(performer: Performer, { key, body }: Redelivered): void {
  performer.perform({ key, body: JSON.parse(body), ack: async () => undefined, isReplay: true });
}
