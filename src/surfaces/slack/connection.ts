import { setTimeout as pause } from "node:timers/promises";
import { SocketModeClient } from "@slack/socket-mode";
import type { Logger, WebClientOptions } from "@slack/web-api";
import { z } from "zod";
import { guardFrames } from "./frames.ts";

const CLOSE_MS_MAX = 1_000;
const DRAIN_POLL_MS = 50;
/** The library sends a ping every few seconds and takes a line for dead that has not answered for this long. */
const PONG_MS_MAX = 15_000;

/** What Slack delivers over a line. `ack` rejects when the line is gone. */
export interface Envelope {
  ack(response?: unknown): Promise<void>;
  type: string;
  body: Record<string, unknown>;
  envelope_id: string;
  retry_num?: number | undefined;
  retry_reason?: string | undefined;
}

export interface ConnectionOptions {
  appToken: string;
  /** Made anew for each connection, because the library writes into what it is given. */
  socketOptions(): WebClientOptions;
  logger: Logger;
  helloMs: number;
  /** How long a connection that is to be replaced is still read. */
  drainMs: { min: number; max: number };
  onEnvelope(envelope: Envelope): void;
  onGuarded(error: unknown): void;
}

export interface Connection {
  /** The seconds until Slack will want a new connection, if it says; rejects when there was no hello in time. */
  hello: Promise<number | undefined>;
  /** Why a replacement is wanted: Slack's reason, "retired" or "closed". Envelopes may still come for a while. */
  ended: Promise<string>;
  isOpen(): boolean;
  /** Asks for a replacement, and closes when what came until then is acknowledged. */
  retire(): void;
  close(): Promise<void>;
}

const Hello = z.object({ debug_info: z.object({ approximate_connection_time: z.number().positive() }) });

/** One connection to Slack, used once: the library's own way of connecting anew would leave a gap. */
export function connect(options: ConnectionOptions): Connection {
  const client = createClient(options);
  const ended = Promise.withResolvers<string>();
  const hello = Promise.withResolvers<number | undefined>();
  const acks = createAckCount();
  const state: State = { isOpen: false, isClosed: false };

  async function drain(reason: string, closeLine: () => void): Promise<void> {
    ended.resolve(reason);
    hello.reject(reason);
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    const isDrained = () => elapsedMs() >= options.drainMs.min && acks.open() === 0;
    while (!state.isClosed && !isDrained() && elapsedMs() < options.drainMs.max) await pause(DRAIN_POLL_MS);
    if (!state.isClosed) closeLine();
  }

  async function close(): Promise<void> {
    state.isClosed = true;
    await withinMs(client.disconnect(), CLOSE_MS_MAX);
  }

  guardFrames(client, {
    onHello: (frame) => void Object.assign(state, { lifeSeconds: readLife(frame) }),
    onDisconnect: (reason, closeLine) => void drain(reason, closeLine),
    onGuarded: options.onGuarded,
  });
  client.on("slack_event", (envelope: Envelope) => options.onEnvelope(acks.track(envelope)));
  client.on("connected", () => {
    state.isOpen = true;
    hello.resolve(state.lifeSeconds);
  });
  client.on("disconnected", () => {
    Object.assign(state, { isOpen: false, isClosed: true });
    ended.resolve("closed");
    hello.reject(new Error("The connection closed before Slack said hello."));
  });
  // The library may open its socket long after the connection was given up.
  client.start().then(() => (state.isClosed ? client.disconnect() : undefined), hello.reject);
  rejectLate(hello, options.helloMs);
  hello.promise.catch(close);
  return {
    hello: hello.promise,
    ended: ended.promise,
    isOpen: () => state.isOpen,
    retire: () => void drain("retired", () => void close()),
    close,
  };
}

interface State {
  isOpen: boolean;
  isClosed: boolean;
  lifeSeconds?: number;
}

function readLife(frame: unknown): number | undefined {
  return Hello.safeParse(frame).data?.debug_info.approximate_connection_time;
}

function createClient({ appToken, socketOptions, logger }: ConnectionOptions): SocketModeClient {
  return new SocketModeClient({
    appToken,
    logger,
    clientOptions: socketOptions(),
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_MS_MAX,
  });
}

function rejectLate<T>({ promise, reject }: PromiseWithResolvers<T>, ms: number): void {
  const timer = setTimeout(() => reject(new Error("Slack did not say hello in time.")), ms);
  const clear = () => clearTimeout(timer);
  promise.then(clear, clear);
}

/** Counts the envelopes whose acknowledgement is still to be sent. */
function createAckCount() {
  const open = new Set<string>();

  function track(envelope: Envelope): Envelope {
    open.add(envelope.envelope_id);
    return {
      ...envelope,
      async ack(response) {
        try {
          await envelope.ack(response);
        } finally {
          open.delete(envelope.envelope_id);
        }
      },
    };
  }

  return { track, open: () => open.size };
}

async function withinMs(work: Promise<unknown>, ms: number): Promise<void> {
  const late = new AbortController();
  await Promise.race([work, pause(ms, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
}
