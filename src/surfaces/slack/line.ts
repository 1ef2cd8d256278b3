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

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const { reason, wasUp, lifeMs } = await live(open());
      if (stopping.signal.aborted) return;
      degraded = toDegraded(reason);
      options.onChange({ state: "down", wasUp, reason });
      failures = lifeMs >= STABLE_MS ? 0 : failures;
      await pause(delayMs(options, reason, failures++), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  function open(): Connection {
    forgetClosed(connections);
    const connection = connect(options);
    connections.add(connection);
    return connection;
  }

  /** Resolves when the connection has to be replaced. */
  async function live(connection: Connection): Promise<Life> {
    const startedAt = performance.now();
    try {
      const lifeSeconds = await connection.hello;
      degraded = undefined;
      options.onChange({ state: "up", wasUp: true });
      const renewal = startRenewal(options, connection, lifeSeconds);
      const reason = await connection.ended;
      clearTimeout(renewal);
      return { reason, wasUp: true, lifeMs: performance.now() - startedAt };
    } catch (failure) {
      return { reason: failure, wasUp: false, lifeMs: 0 };
    }
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

/** One that is being replaced is kept until it closes. */
function forgetClosed(connections: Set<Connection>): void {
  for (const connection of connections) if (!connection.isOpen()) connections.delete(connection);
}

interface Life {
  /** Why it ended: Slack's reason or an error. */
  reason: unknown;
  wasUp: boolean;
  lifeMs: number;
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
