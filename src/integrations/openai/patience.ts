import { setTimeout as pause } from "node:timers/promises";
import { SENDS_MAX } from "#domain/model/chat";
import { explainError, type Failed, isTemporary } from "./failures.ts";

const BACKOFF_MS = 600;
/** A server that asks for more is left alone until then, and whoever asks meanwhile is told at once. */
const PATIENCE_MS = 10_000;
const FAILURES_BEFORE_REST = 5;
const REST_MS = 20_000;

export interface Attempted {
  hasFormat: boolean;
  signal: AbortSignal;
}

/** What became of it, and how many sends came to nothing that the server may bill all the same. */
export type Ended<Result> = { lost: number } & ({ failed: Failed } | { failed?: never; result: Result });

/**
 * Asks again once, where a moment later there may be an answer, and leaves a server in peace that asks for it or keeps
 * failing. Shared by all who ask the same server.
 */
export function createPatience(now: () => Date) {
  let restsUntil = 0;
  let failures = 0;

  function note(error: unknown, failed: Failed): void {
    failures = isTemporary(error) ? failures + 1 : 0;
    const own = failures >= FAILURES_BEFORE_REST ? now().getTime() + REST_MS : 0;
    restsUntil = Math.max(restsUntil, failed.retryAt?.getTime() ?? 0, own);
  }

  /** Waits until the server may be asked; how it failed where that is too long, or the caller has gone. */
  async function waitTurn(atLeastMs: number, signal: AbortSignal): Promise<Failed | undefined> {
    const waitMs = Math.max(atLeastMs, restsUntil - now().getTime());
    if (waitMs > PATIENCE_MS) return rest(new Date(now().getTime() + waitMs));
    if (waitMs <= 0) return undefined;
    try {
      await pause(waitMs, undefined, { signal });
      return undefined;
    } catch {
      return { status: "failed", failure: "stopped", detail: "the caller has gone", retryAt: null };
    }
  }

  async function attempt<Result>(
    ask: () => Promise<Result>,
    { hasFormat, signal, waitMs }: Attempted & { waitMs: number },
  ): Promise<Ended<Result> & { mayRepeat: boolean }> {
    const waited = await waitTurn(waitMs, signal);
    if (waited) return { failed: waited, lost: 0, mayRepeat: false };
    try {
      const result = await ask();
      failures = 0;
      return { result, lost: 0, mayRepeat: false };
    } catch (error) {
      const failed = explainError(error, { hasFormat, now: now() });
      note(error, failed);
      return { failed, lost: failed.lost ?? 0, mayRepeat: isTemporary(error) };
    }
  }

  return async function patiently<Result>(ask: () => Promise<Result>, attempted: Attempted): Promise<Ended<Result>> {
    let ended = await attempt(ask, { ...attempted, waitMs: 0 });
    for (let sends = 1; sends < SENDS_MAX && ended.mayRepeat; sends++) {
      const before = ended.lost;
      ended = await attempt(ask, { ...attempted, waitMs: BACKOFF_MS });
      ended.lost += before;
    }
    return ended;
  };
}

function rest(until: Date): Failed {
  return { status: "failed", failure: "unreachable", detail: "the server asked to be left alone", retryAt: until };
}
