import type { Log } from "#kernel/context";
import type { Redelivered, SlackInbox } from "#kernel/ports/slack-inbox";
import type { Metrics } from "#lib/metrics";
import { LEASE_MS } from "./intake.ts";
import type { Performer } from "./performer.ts";

const SWEEP_MS = LEASE_MS / 3;
const ATTEMPTS_MAX = 5;
const CLAIMED_MAX = 200;
/** Slack repeats within minutes; keys are kept far longer. */
const KEPT_MS = 7 * 24 * 3_600_000;
const PURGE_EVERY = 1_000;

export interface SweepOptions {
  inbox: SlackInbox;
  performer: Performer;
  metrics: Metrics;
  log: Log;
  now(): Date;
}

/** Again and again: keeps what is being performed, takes over what nobody performs any more, forgets what is old. */
export function startSweep(options: SweepOptions): { stop(): void } {
  let count = 0;
  let isBusy = false;

  async function sweep(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    try {
      await sweepOnce(options, count === 0);
      if (count++ % PURGE_EVERY === 0) await purge(options);
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
  const at = now();
  const until = new Date(at.getTime() + LEASE_MS);
  const own = performer.keys();
  if (own.length > 0) await inbox.extend(own, until);
  for (const delivery of await inbox.claim({ now: at, until, limit: CLAIMED_MAX, isStart })) {
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

async function purge({ inbox, now }: SweepOptions): Promise<void> {
  const before = new Date(now().getTime() - KEPT_MS);
  while ((await inbox.purge(before)) > 0);
}
