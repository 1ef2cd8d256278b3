import type { Logger, WebClientOptions } from "@slack/web-api";
import type { Log } from "#kernel/context";
import type { Metrics } from "#lib/metrics";
import type { Envelope } from "./connection.ts";
import { codeOf, type Degraded } from "./failure.ts";
import { type Line, type LineChange, type LineTiming, startLine } from "./line.ts";

const LINES_APART_MS = 200;
/** Slack announces when it will want new connections; one line goes earlier, so that the two never go together. */
const SECOND_RENEWS_AT = 0.5;

/** Reasons that belong to the ordinary life of a line. */
const ROUTINE = new Set(["refresh_requested", "warning", "retired"]);

export const TIMING: LineTiming = {
  helloMs: 10_000,
  drainMs: { min: 1_500, max: 5_000 },
  degradedRetryMs: 60_000,
  crowdedRetryMs: 60_000,
};

export interface LinesOptions {
  appToken: string;
  /** Made anew for each connection, because the library writes into what it is given. */
  socketOptions(): WebClientOptions;
  logger: Logger;
  metrics: Metrics;
  log: Log;
  timing?: LineTiming | undefined;
  onEnvelope(envelope: Envelope): void;
  /** Hears, before anything comes over it, of a line that is up after there was none for so long; at first, for ever. */
  onLight(darkMs: number): void;
  /** Hears of errors of the library that would have ended the process. */
  onGuarded(error: unknown): void;
}

/** Two lines to Slack, which gives each delivery to one of them: while one is replaced, the other is there. */
export function createLines(options: LinesOptions) {
  const { metrics, timing = TIMING } = options;
  const lines: Line[] = [];
  const firstHello = Promise.withResolvers<void>();
  let second: NodeJS.Timeout | undefined;
  let isStopping = false;
  let lastUpAt = Number.NEGATIVE_INFINITY;

  function onChange(change: LineChange): void {
    metrics.set("slack_lines_up", countUp());
    if (change.state === "up" && countUp() <= 1) options.onLight(performance.now() - lastUpAt);
    if (change.wasUp) lastUpAt = performance.now();
    if (change.state === "up") firstHello.resolve();
    else if (!isStopping) reportDown(options, change.reason);
  }

  function countUp(): number {
    return lines.filter((line) => line.isUp()).length;
  }

  function addLine(renewAt?: number): void {
    lines.push(startLine({ ...options, ...timing, renewAt, isAlone: () => countUp() === 0, onChange }));
  }

  return {
    /** Resolves at the first hello, however long that takes. */
    start(): Promise<void> {
      addLine();
      second = setTimeout(() => addLine(SECOND_RENEWS_AT), LINES_APART_MS);
      return firstHello.promise;
    },
    async stop(): Promise<void> {
      isStopping = true;
      clearTimeout(second);
      await Promise.all(lines.map((line) => line.stop()));
      firstHello.resolve();
      metrics.set("slack_lines_up", 0);
    },
    countUp,
    wasUpWithin: (ms: number) => countUp() > 0 || performance.now() - lastUpAt <= ms,
    /** What a person has to mend before any line can be up. */
    degraded: (): Degraded | undefined =>
      countUp() > 0 ? undefined : lines.map((line) => line.degraded()).find((one) => one !== undefined),
  };
}

function reportDown({ metrics, log }: LinesOptions, failure: unknown): void {
  const reason = codeOf(failure) ?? "error";
  metrics.count("slack_reconnects_total", { reason });
  if (ROUTINE.has(reason)) log.info({ reason }, "slack line replaced");
  else log.warn({ reason, error: failure }, "slack line down");
}
