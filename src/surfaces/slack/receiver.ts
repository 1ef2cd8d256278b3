import { randomUUID } from "node:crypto";
import type { App, Receiver } from "@slack/bolt";
import type { SlackInbox } from "#kernel/ports/slack-inbox";
import type { SlackThreads } from "#kernel/ports/slack-threads";
import type { Degraded } from "./failure.ts";
import { createIntake } from "./intake.ts";
import { createLines, type LinesOptions } from "./lines.ts";
import { createPerformer, type Work } from "./performer.ts";
import { startSweep } from "./sweep.ts";

const STOP_MS_MAX = 3_000;

export interface ReceiverOptions extends Omit<LinesOptions, "onEnvelope" | "onGuarded"> {
  inbox: SlackInbox;
  threads: SlackThreads;
  listensIn(channel: string): boolean;
  /** What is delivered before is kept and waits. */
  ready?: Promise<unknown>;
  now(): Date;
}

export interface SlackReceiver extends Receiver {
  linesUp(): number;
  /** Whether there was a line at any time in the last so many milliseconds. */
  wasUpWithin(ms: number): boolean;
  degraded(): Degraded | undefined;
  /** Takes what was not delivered and found in another way, as if it had been. */
  feed(body: Record<string, unknown>): Promise<void>;
}

/** Bolt's way in. Everything is kept in the inbox before it is acknowledged, and performed from there. */
export function createReceiver(options: ReceiverOptions): SlackReceiver {
  const { inbox, log, metrics, ready } = options;
  let app: App | undefined;
  let sweep: { stop(): void } | undefined;
  let isStopping = false;

  const performer = createPerformer({ inbox, log, dispatch });
  const take = createIntake({ ...options, performer });
  const lines = createLines({
    ...options,
    onEnvelope(envelope) {
      // What is not acknowledged, Slack gives to another process or to the next.
      if (!isStopping) void take(envelope).catch((error) => log.error({ error }, "slack envelope not taken"));
    },
    onGuarded(error) {
      metrics.count("slack_guarded_total");
      log.error({ error }, "slack library error caught");
    },
  });

  async function dispatch({ key, body, ack, isReplay }: Work): Promise<void> {
    await ready;
    await app?.processEvent({ body, ack, customProperties: { inboxKey: key, isReplay } });
  }

  return {
    init(bolt) {
      app = bolt;
    },
    /** Resolves at the first hello; never rejects for an outage of Slack. */
    start() {
      sweep = startSweep({ ...options, performer });
      return lines.start();
    },
    async stop() {
      isStopping = true;
      sweep?.stop();
      await performer.settle(STOP_MS_MAX);
      await lines.stop();
    },
    linesUp: lines.countUp,
    wasUpWithin: lines.wasUpWithin,
    degraded: lines.degraded,
    feed: (body) => take({ type: "events_api", envelope_id: randomUUID(), body, ack: async () => undefined }),
  };
}
