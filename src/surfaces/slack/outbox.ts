import type { ClaimedMessage } from "#kernel/ports/slack-outbox";
import { createBell } from "#lib/bell";
import { attempt, check, type DeliveryOptions } from "./delivery.ts";
import { createLanes, type Lanes } from "./lanes.ts";

const POLL_MS = 500;
const AT_ONCE_MAX = 20;
/** Longer than the client waits for an answer. */
const LEASE_MS = 30_000;
export interface SenderOptions extends DeliveryOptions {
  /** While this holds, nothing is sent. */
  isDegraded(): boolean;
}

export interface OutboxSender {
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

/** Sends what is in the outbox: per channel in order and at Slack's pace, and never twice. */
export function createSender(options: SenderOptions): OutboxSender {
  const { outbox, log, now } = options;
  const bell = createBell();
  const lanes = createLanes();
  const running = new Set<Promise<void>>();
  let isStopping = false;
  let ended: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (!isStopping) {
      await sendDue().catch((error) => log.warn({ error }, "slack outbox not read"));
      await bell.wait(POLL_MS);
    }
    await Promise.all(running);
  }

  async function sendDue(): Promise<void> {
    const at = now();
    if (options.isDegraded() || lanes.isPaused(at.getTime())) return;
    const until = new Date(at.getTime() + LEASE_MS);
    const claim = { now: at, until, exceptLanes: lanes.closed(at.getTime()), limit: AT_ONCE_MAX };
    for (const message of await outbox.claim(claim)) start(message);
  }

  function start(message: ClaimedMessage): void {
    lanes.take(message.lane, now().getTime());
    const run = perform(options, lanes, message).finally(() => {
      lanes.release(message.lane, now().getTime());
      running.delete(run);
      bell.ring();
    });
    running.add(run);
  }

  return {
    wake: bell.ring,
    start() {
      ended ??= run();
    },
    async stop() {
      isStopping = true;
      bell.ring();
      await ended;
    },
  };
}

async function perform(options: SenderOptions, lanes: Lanes, message: ClaimedMessage): Promise<void> {
  const { outbox, log, now } = options;
  const onLimited = (ms: number) => lanes.limit(message.lane, { now: now().getTime(), ms });
  try {
    const isNew = message.state === "sending";
    await outbox.settle(message, isNew ? await attempt(options, message, onLimited) : await check(options, message));
  } catch (error) {
    // Its lease runs out, and it is looked for before it is sent again.
    log.error({ error, key: message.key }, "slack message not settled");
  }
}
