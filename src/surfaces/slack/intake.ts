import type { Log } from "#kernel/context";
import type { SlackInbox } from "#kernel/ports/slack-inbox";
import type { Metrics } from "#lib/metrics";
import { type Ack, createAck } from "./ack.ts";
import type { Envelope } from "./connection.ts";
import { type Kind, keyOf, kindOf, NOT_STORED_ACKS, SLOW_ACKS } from "./envelope.ts";
import { leaseFrom } from "./lease.ts";
import type { Performer } from "./performer.ts";

export interface IntakeOptions {
  inbox: SlackInbox;
  performer: Performer;
  metrics: Metrics;
  log: Log;
  now(): Date;
}

/** Takes what Slack delivers: keeps it, acknowledges it, has it performed. In that order, so that a crash loses nothing. */
export function createIntake({ inbox, performer, metrics, log, now }: IntakeOptions) {
  return async function take(envelope: Envelope): Promise<void> {
    const kind = kindOf(envelope);
    const ack = startAck(envelope, kind);
    metrics.set("slack_last_inbound_seconds", now().getTime() / 1_000);
    if (kind === "closed") return ack();
    if (kind === "options") return performer.answer(envelope.body, ack);

    const key = keyOf(envelope);
    const kept = await keep(envelope, key);
    if (kept === "new") return accept(envelope, { key, kind, ack });
    // Without an answer Slack repeats an event, and tells the person of a click that failed.
    const response = kept === "failed" ? NOT_STORED_ACKS[kind] : {};
    if (response !== undefined) await ack(response);
  };

  async function accept({ body }: Envelope, { key, kind, ack }: { key: string; kind: Kind; ack: Ack }): Promise<void> {
    if (kind === "event" || kind === "click") await ack();
    performer.perform({ key, body, ack, isReplay: false });
  }

  async function keep({ type, body }: Envelope, key: string): Promise<"new" | "duplicate" | "failed"> {
    try {
      if (await inbox.keep({ key, type, body: JSON.stringify(body) }, leaseFrom(now()))) return "new";
      metrics.count("slack_duplicates_total");
      return "duplicate";
    } catch (error) {
      log.error({ error, key }, "slack envelope not stored");
      return "failed";
    }
  }

  function startAck(envelope: Envelope, kind: Kind): Ack {
    return createAck({
      send: (response) => envelope.ack(response),
      slowResponse: SLOW_ACKS[kind],
      onAutoAck: () => metrics.count("slack_autoack_total"),
      onSent: (seconds) => metrics.observe("slack_ack_seconds", seconds),
      onFailed: (error) => log.warn({ error, envelope: envelope.envelope_id }, "slack acknowledgement not sent"),
    });
  }
}
