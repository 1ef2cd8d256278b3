import { setTimeout as pause } from "node:timers/promises";
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { UnavailableError } from "./errors.ts";
import { holdBody, isRateLimited, readRetryAfter } from "./http-reply.ts";

const READ_ATTEMPTS_MAX = 3;
/** About 1 s, then 4 s. */
const BACKOFF_MS = [1_000, 4_000];
/** A vendor that asks for more than this is left to the queue, which can wait without holding anything. */
const PATIENCE_MS = 30_000;
const REDIRECTS_MAX = 3;
const FAILURES_BEFORE_BREAK = 8;
const BREAK_MS = 20_000;
const TEMPORARY = new Set([502, 503, 504]);

export interface HttpOptions {
  vendor: string;
  /** The one host that may be spoken to. */
  baseUrl: string;
  timeoutMs?: number;
  bodyBytesMax?: number;
  now?: () => Date;
  /** Hears of every attempt; `status` 0 is one that got no answer. */
  onAttempt?(attempt: { vendor: string; method: string; status: number; ms: number }): void;
}

/**
 * A `fetch` for one vendor, which every SDK is given: a deadline over headers and body, one host, a cap on the body, no
 * redirect elsewhere, a circuit breaker. Reads are tried up to three times; a write is sent once, whatever comes back.
 * Throws UnavailableError when the vendor is away or asks to wait longer than half a minute.
 */
export function createHttp(options: HttpOptions): typeof fetch {
  const { host } = new URL(options.baseUrl);
  const breaker = circuitBreaker(handleWhen(isFailure).orWhenResult(isBadReply), {
    halfOpenAfter: BREAK_MS,
    breaker: new ConsecutiveBreaker(FAILURES_BEFORE_BREAK),
  });

  async function guarded(request: Request): Promise<Response> {
    try {
      return await breaker.execute(() => attempt(request, options));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      const retryAt = new Date((options.now?.() ?? new Date()).getTime() + BREAK_MS);
      throw new UnavailableError(`${options.vendor} keeps failing and is left alone for a moment.`, {
        cause: error,
        retryAt,
      });
    }
  }

  async function send(request: Request): Promise<Response> {
    if (new URL(request.url).host !== host) throw new Error(`${options.vendor} may only be called at ${host}.`);
    const isRead = request.method === "GET" || request.method === "HEAD";
    return isRead ? readPatiently(request, { ...options, guarded }) : guarded(request);
  }

  return async function fetchFrom(input, init) {
    let request = new Request(input, init);
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const reply = await send(request);
      const next = redirected(request, reply);
      if (!next) return reply;
      request = next;
    }
    throw new Error(`Too many redirects from ${host}.`);
  };
}

/** Where a read is sent on to; the next address passes the same guard, which refuses another host. */
function redirected(request: Request, reply: Response): Request | undefined {
  const location = reply.headers.get("location");
  const isRedirect = reply.status >= 300 && reply.status < 400 && location !== null;
  if (!isRedirect || request.method !== "GET") return undefined;
  return new Request(new URL(location, request.url), { headers: request.headers, signal: request.signal });
}

function isFailure(error: unknown): boolean {
  return error instanceof Error && error.name !== "AbortError";
}

/** A vendor that answers so is as sick, or as busy, as one that does not answer. */
function isBadReply(reply: unknown): boolean {
  return reply instanceof Response && (reply.status >= 500 || isRateLimited(reply.status, reply.headers));
}

async function attempt(request: Request, options: HttpOptions): Promise<Response> {
  const { vendor, timeoutMs = 10_000, bodyBytesMax = 20_000_000, onAttempt } = options;
  const startedAt = performance.now();
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
  let status = 0;
  try {
    const reply = await fetch(request.clone(), { signal, redirect: "manual" });
    const held = await holdBody(reply, bodyBytesMax);
    status = held.status;
    return held;
  } finally {
    onAttempt?.({ vendor, method: request.method, status, ms: performance.now() - startedAt });
  }
}

type Patience = HttpOptions & { guarded(request: Request): Promise<Response> };

async function readPatiently(request: Request, options: Patience): Promise<Response> {
  const { vendor, now = () => new Date() } = options;
  for (let number = 1; ; number++) {
    const reply = await tryOnce(request, options);
    if (reply instanceof Response && !isTemporary(reply)) return reply;
    const delayMs = delayBefore(number, reply, now());
    if (number < READ_ATTEMPTS_MAX && delayMs <= PATIENCE_MS) {
      await pause(delayMs, undefined, { signal: request.signal });
      continue;
    }
    const retryAt = new Date(now().getTime() + delayMs);
    const cause = reply instanceof Error ? reply : new Error(`HTTP ${reply.status}`);
    throw new UnavailableError(`${vendor} does not answer at the moment.`, { retryAt, cause });
  }
}

async function tryOnce(request: Request, { guarded }: Patience): Promise<Response | Error> {
  try {
    return await guarded(request);
  } catch (error) {
    // The caller has gone, or the circuit is open: waiting would not help.
    if (request.signal.aborted || error instanceof UnavailableError) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isTemporary(reply: Response): boolean {
  return TEMPORARY.has(reply.status) || isRateLimited(reply.status, reply.headers);
}

function delayBefore(number: number, reply: Response | Error, now: Date): number {
  const asked = reply instanceof Response ? readRetryAfter(reply.headers, now) : undefined;
  if (asked) return Math.max(0, asked.getTime() - now.getTime());
  const base = BACKOFF_MS[number - 1] ?? PATIENCE_MS;
  return base * (0.75 + Math.random() / 2);
}
