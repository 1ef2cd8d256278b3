import { setTimeout as pause } from "node:timers/promises";
import { WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Log } from "#kernel/context";
import type { Memory } from "#kernel/ports/memory";
import { DAY_MS } from "#lib/time";

const MEMORY_KEY = "slack.directs";
/** Without any line for longer than this, something may have been written that nobody delivers any more. */
const DARK_MS = 5_000;
/** What came over another line, a little earlier than the last that was heard, may have been lost with it. */
const OVERLAP_MS = 60_000;
/** Nobody waits longer than this for an answer in a conversation. */
const LOOK_BACK_MS_MAX = DAY_MS;
const CHANNELS_MAX = 200;
const MESSAGES_MAX = 100;
const ATTEMPTS_MAX = 3;
const WRITE_APART_MS = 1_000;

const Watermarks = z.record(z.string(), z.string());
/** What a person just wrote; edits, joins and what apps say have more to them. */
const Written = z.looseObject({
  user: z.string(),
  ts: z.string(),
  bot_id: z.undefined().optional(),
  subtype: z.undefined().optional(),
});

/** Direct conversations: up to when each was heard, so that what nobody delivered can be read afterwards. */
export interface Directs {
  /** Resolves when it is known what an earlier process had heard. */
  start(): Promise<void>;
  heard(channel: string, ts: string): void;
  /** A line is up, after there was none for so long: reads what was written meanwhile. */
  catchUp(darkMs: number): void;
  stop(): void;
}

export interface DirectsOptions {
  client: WebClient;
  memory: Memory;
  log: Log;
  now(): Date;
  darkMs?: number | undefined;
  /** Takes a message as Slack would have delivered it; one that was delivered is not taken again. */
  feed(event: Record<string, unknown>): Promise<void>;
}

export function createDirects(options: DirectsOptions): Directs {
  const { memory, log, now, darkMs: darkMsMin = DARK_MS } = options;
  const stopping = new AbortController();
  let watermarks = new Map<string, string>();
  let writing: NodeJS.Timeout | undefined;
  let reading = Promise.resolve();

  function write(): void {
    writing = undefined;
    memory
      .remember(MEMORY_KEY, Object.fromEntries(watermarks), now())
      .catch((error) => log.warn({ error }, "slack watermarks not remembered"));
  }

  return {
    async start() {
      const known = Watermarks.safeParse(await memory.recall(MEMORY_KEY).catch(() => undefined));
      watermarks = new Map(Object.entries(known.data ?? {}));
    },
    heard(channel, ts) {
      const last = watermarks.get(channel) ?? "0";
      watermarks.delete(channel);
      watermarks.set(channel, Number(ts) > Number(last) ? ts : last);
      const [oldest] = watermarks.keys();
      if (watermarks.size > CHANNELS_MAX && oldest !== undefined) watermarks.delete(oldest);
      writing ??= setTimeout(write, WRITE_APART_MS);
    },
    catchUp(darkMs) {
      if (darkMs < darkMsMin) return;
      // As they are now: what comes over the new line must not hide what was written before it.
      const missed = [...watermarks].reverse();
      reading = reading.then(() => readAll(options, missed, stopping.signal));
    },
    stop() {
      stopping.abort();
      if (writing) {
        clearTimeout(writing);
        write();
      }
    },
  };
}

/** One conversation after the other, the latest first. */
async function readAll(options: DirectsOptions, missed: [string, string][], signal: AbortSignal): Promise<void> {
  for (const [channel, watermark] of missed) {
    if (signal.aborted) return;
    try {
      await readMissed(options, { channel, watermark, signal });
    } catch (error) {
      options.log.warn({ error, channel }, "slack conversation not caught up");
    }
  }
}

interface Missed {
  channel: string;
  watermark: string;
  signal: AbortSignal;
}

async function readMissed(
  { client, now, feed }: DirectsOptions,
  { channel, watermark, signal }: Missed,
): Promise<void> {
  const from = Math.max(Number(watermark) * 1_000 - OVERLAP_MS, now().getTime() - LOOK_BACK_MS_MAX);
  const range = { channel, oldest: (from / 1_000).toFixed(6), limit: MESSAGES_MAX };
  const { messages = [] } = await patiently(() => client.conversations.history(range), signal);
  const written = messages.flatMap((message) => Written.safeParse(message).data ?? []);
  for (const message of written.reverse()) await feed({ ...message, type: "message", channel, channel_type: "im" });
}

/** Nobody waits for this, so it can wait as long as Slack asks. */
async function patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || attempt >= ATTEMPTS_MAX) throw error;
      await pause(error.retryAfter * 1_000, undefined, { signal });
    }
  }
}
