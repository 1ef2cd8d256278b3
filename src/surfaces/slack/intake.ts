import { mayMatter } from "#domain/talk/judge";
import type { Log } from "#kernel/context";
import type { SlackInbox } from "#kernel/ports/slack-inbox";
import type { SlackThreads } from "#kernel/ports/slack-threads";
import type { Metrics } from "#lib/metrics";
import { type Ack, createAck } from "./ack.ts";
import type { Envelope } from "./connection.ts";
import { type Kind, keyOf, kindOf, NOT_STORED_ACKS, readChannelled, SLOW_ACKS } from "./envelope.ts";
import { leaseFrom } from "./lease.ts";
import type { Performer } from "./performer.ts";

export interface IntakeOptions {
  inbox: SlackInbox;
  threads: SlackThreads;
  /** Whether what people say to each other in a channel may be heard. */
  listensIn(channel: string): boolean;
  performer: Performer;
  metrics: Metrics;
  log: Log;
  now(): Date;
}

/** Takes what Slack delivers: keeps it, acknowledges it, has it performed. In that order, so that a crash loses nothing. */
export function createIntake({ inbox, threads, listensIn, performer, metrics, log, now }: IntakeOptions) {
  return async function take(envelope: Envelope): Promise<void> {
    const kind = kindOf(envelope);
    const ack = startAck(envelope, kind);
    metrics.set("slack_last_inbound_seconds", now().getTime() / 1_000);
    if (kind === "closed") return ack();
    if (kind === "options") return performer.answer(envelope.body, ack);

    // What people say to each other is neither kept nor read.
    if (kind === "event" && (await isChatter({ threads, listensIn }, envelope))) return ack();
    const key = keyOf(envelope);
    const kept = await keep(envelope, key);
    if (kept === "new") return accept(envelope, { key, kind, ack });
    await answerUnkept(kept, kind, ack);
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

/** Without an answer Slack repeats an event, and tells the person of a click that failed. */
async function answerUnkept(kept: "duplicate" | "failed", kind: Kind, ack: Ack): Promise<void> {
  const response = kept === "failed" ? NOT_STORED_ACKS[kind] : {};
  if (response !== undefined) await ack(response);
}

/** What is said in channels, but for replies where somebody's word is awaited, and what may matter where it may be heard. */
async function isChatter(
  { threads, listensIn }: Pick<IntakeOptions, "threads" | "listensIn">,
  envelope: Envelope,
): Promise<boolean> {
  const said = readChannelled(envelope);
  if (!said) return false;
  const { channel, thread, text } = said;
  if (thread !== undefined && (await threads.awaits(channel, thread))) return false;
  if (!listensIn(channel) || text === "") return true;
  return !mayMatter(text) && !(thread !== undefined && (await threads.isAboutTicket(channel, thread)));
}
