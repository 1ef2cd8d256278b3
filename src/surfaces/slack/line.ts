import { setTimeout as pause } from "node:timers/promises";
import { type Connection, type ConnectionOptions, connect } from "./connection.ts";
import { type Degraded, retryDelayMs, toDegraded } from "./failure.ts";

/** A connection that did not live this long was no success, however friendly its hello. */
const STABLE_MS = 5_000;

export interface LineTiming {
  helloMs: number;
  /** How long a connection that is to be replaced is still read. */
  drainMs: { min: number; max: number };
  /** How long to leave Slack alone after a failure that only a person can mend. */
  degradedRetryMs: number;
  /** The same after Slack said that there are too many connections, if another line is up. */
  crowdedRetryMs: number;
}

export interface LineOptions extends ConnectionOptions, LineTiming {
  /** The share of its announced life after which a connection is replaced unasked; undefined leaves it to Slack. */
  renewAt: number | undefined;
  isAlone(): boolean;
  /** Hears of every change. */
  onChange(change: LineChange): void;
}

export type LineChange =
  | { state: "up"; wasUp: true }
  /** Why it has to connect anew: Slack's reason or an error. */
  | { state: "down"; wasUp: boolean; reason: unknown };

export interface Line {
  isUp(): boolean;
  degraded(): Degraded | undefined;
  stop(): Promise<void>;
}

/** Keeps a line to Slack up: each connection is replaced before, or at once after, it ends. */
export function startLine(options: LineOptions): Line {
  const connections = new Set<Connection>();
  const stopping = new AbortController();
  let degraded: Degraded | undefined;
  let failures = 0;
  let wasUp = false;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      const reason = await live(open());
      failures = performance.now() - startedAt >= STABLE_MS ? 0 : failures;
      if (stopping.signal.aborted) return;
      degraded = toDegraded(reason);
      options.onChange({ state: "down", wasUp, reason });
      wasUp = false;
      await wait(delayMs(options, reason, failures));
      failures++;
    }
  }

  function open(): Connection {
    const connection = connect(options);
    connections.add(connection);
    return connection;
  }

  /** Resolves with the reason why the connection has to be replaced. One that drains is kept until it closes. */
  async function live(connection: Connection): Promise<unknown> {
    try {
      const lifeSeconds = await connection.hello;
      degraded = undefined;
      options.onChange({ state: "up", wasUp: true });
      wasUp = true;
      const renewal = startRenewal(options, connection, lifeSeconds);
      const reason = await connection.ended;
      clearTimeout(renewal);
      return reason;
    } catch (failure) {
      return failure;
    } finally {
      for (const other of connections) if (!other.isOpen()) connections.delete(other);
    }
  }

  async function wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  void run();
  return {
    isUp: () => [...connections].some((connection) => connection.isOpen()),
    degraded: () => degraded,
    async stop() {
      stopping.abort();
      await Promise.all([...connections].map((connection) => connection.close()));
    },
  };
}

function startRenewal(
  { renewAt }: LineOptions,
  connection: Connection,
  lifeSeconds: number | undefined,
): NodeJS.Timeout | undefined {
  if (lifeSeconds === undefined || renewAt === undefined) return undefined;
  return setTimeout(() => connection.retire(), lifeSeconds * 1_000 * renewAt);
}

function delayMs(options: LineOptions, reason: unknown, failures: number): number {
  if (toDegraded(reason)) return options.degradedRetryMs;
  const isCrowded = reason === "too_many_websockets" && !options.isAlone();
  return isCrowded ? options.crowdedRetryMs : retryDelayMs(reason, failures);
}
