import type { Log } from "#kernel/context";
import type { ClaimedMessage, Settlement, SlackOutbox } from "#kernel/ports/slack-outbox";
import type { Metrics } from "#lib/metrics";
import { DAY_MS } from "#lib/time";
import type { Charts, Sendable } from "./charts.ts";
import type { SlackApi } from "./desk.ts";
import { send, type Verdict } from "./posting.ts";
import { findPosted } from "./reconcile.ts";
import type { Message } from "./render.ts";

/** What Slack applies late shows within this time; looking at once posted 16 of 92 messages twice. */
const SETTLE_MS = 10_000;
const RETRY_MS_MAX = 60_000;
const PATIENCE_MS = DAY_MS;

export interface DeliveryOptions {
  outbox: SlackOutbox;
  api: SlackApi;
  charts: Charts;
  metrics: Metrics;
  log: Log;
  now(): Date;
  settleMs?: number | undefined;
  /** Hears that Slack refuses our token. */
  onDegraded(code: string): void;
}

/** Sends a message once, and says what to make of its row. */
export async function attempt(
  options: DeliveryOptions,
  message: ClaimedMessage,
  onLimited: (ms: number) => void,
): Promise<Settlement> {
  if (options.now().getTime() - message.createdAt.getTime() > PATIENCE_MS) {
    return { state: "failed", reason: "Slack could not be reached for a day." };
  }
  const thread = await findThread(options.outbox, message);
  if (thread === "missing") return { state: "failed", reason: "The message that this one continues was not sent." };

  const body: Message = JSON.parse(message.body);
  const sent = await options.charts.fit(body);
  const posting = { id: message.id, channel: message.lane, thread, target: message.target ?? undefined, message: sent };
  const verdict = await send(options.api.bulk, posting);
  options.metrics.count("slack_posts_total", { kind: message.kind, ok: String(verdict.type === "sent") });
  if (verdict.type === "limited") onLimited(verdict.seconds * 1_000);
  return settle(options, { message, body, sent, verdict });
}

/** Looks whether an earlier attempt worked, and says what to make of the row. */
export async function check(options: DeliveryOptions, message: ClaimedMessage): Promise<Settlement> {
  // Replacing a message twice does no harm.
  if (message.kind === "update") return { state: "queued", notBefore: options.now() };
  const attemptedAt = message.attemptedAt ?? message.createdAt;
  const thread = await findThread(options.outbox, message);
  const known = thread === "missing" ? undefined : thread;
  const search = await findPosted(options.api.read, {
    id: message.id,
    channel: message.lane,
    thread: known,
    attemptedAt,
  });
  switch (search.type) {
    case "found":
      return { state: "sent", ts: search.ts };
    case "absent":
      return { state: "queued", notBefore: options.now() };
    case "blind":
      options.log.warn({ key: message.key, reason: search.reason }, "slack message uncertain");
      return { state: "uncertain", reason: search.reason };
    case "away":
      return { state: "checking", notBefore: later(options, message) };
  }
}

async function findThread(outbox: SlackOutbox, message: ClaimedMessage): Promise<string | undefined | "missing"> {
  if (message.parent === null) return message.thread ?? undefined;
  const parent = await outbox.find(message.parent);
  return parent?.ts ?? "missing";
}

interface Judged {
  message: ClaimedMessage;
  body: Message;
  sent: Sendable;
  verdict: Verdict;
}

async function settle(options: DeliveryOptions, judged: Judged): Promise<Settlement> {
  const { message, verdict } = judged;
  if (verdict.type === "sent") {
    const { ts, channel } = verdict;
    return { state: "sent", ...(ts !== undefined && { ts }), ...(channel !== undefined && { channel }) };
  }
  options.metrics.count("slack_post_errors_total", { kind: verdict.type });
  options.log.warn({ key: message.key, verdict }, "slack message not sent");
  switch (verdict.type) {
    case "refused":
      return { state: "failed", reason: verdict.reason };
    case "limited":
      return { state: "queued", notBefore: after(options, verdict.seconds * 1_000) };
    case "unreached":
      return { state: "queued", notBefore: later(options, message) };
    case "invalid":
      return simplify(options, judged, verdict.pointers);
    case "degraded":
      options.onDegraded(verdict.code);
      return { state: "queued", notBefore: after(options, RETRY_MS_MAX) };
    case "unknown":
      return { state: "checking", notBefore: after(options, options.settleMs ?? SETTLE_MS) };
  }
}

/** Without its charts or their pictures where these are to blame; else in plain words. */
async function simplify(options: DeliveryOptions, { body, sent }: Judged, pointers: string[]): Promise<Settlement> {
  const simpler = await options.charts.simplify({ message: body, sent, pointers });
  if (!simpler) return withoutBlocks(options, body);
  return { state: "queued", notBefore: options.now(), body: JSON.stringify(simpler) };
}

/** A message in plain words is better than none; one that is plain already is given up. */
function withoutBlocks(options: DeliveryOptions, { text, blocks }: Message): Settlement {
  if (blocks.length === 0) return { state: "failed", reason: "Slack did not take the message." };
  return { state: "queued", notBefore: options.now(), body: JSON.stringify({ text, blocks: [] }) };
}

/** Twice as long each time, up to a minute. */
function later(options: DeliveryOptions, { attempts }: ClaimedMessage): Date {
  return after(options, Math.min(500 * 2 ** attempts, RETRY_MS_MAX));
}

function after({ now }: DeliveryOptions, ms: number): Date {
  return new Date(now().getTime() + ms);
}
