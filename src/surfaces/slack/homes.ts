import { setTimeout as pause } from "node:timers/promises";
import { DAY_MS } from "#lib/time";
import type { Desk } from "./desk.ts";
import { publishHome } from "./home.ts";

/** Whoever looked longer ago than this sees the present when they look again. */
const SEEN_MS = DAY_MS;
const SEEN_MAX = 1_000;
/** Changes rarely come alone. */
const DEBOUNCE_MS = 5_000;
/** Slack takes some hundred home tabs a minute. */
const APART_MS = 600;

/** Keeps the home tabs of those who looked lately as fresh as what they show. */
export interface Homes {
  /** A person has their home tab before them. */
  seen(userId: string): void;
  /** Something that home tabs show has changed. `except` is one who saw it happen in theirs. */
  changed(except?: string): void;
  stop(): void;
}

export function createHomes(desk: () => Desk, debounceMs = DEBOUNCE_MS): Homes {
  const seenAt = new Map<string, number>();
  const stale = new Set<string>();
  const stopping = new AbortController();
  let isBusy = false;

  async function refreshAll(): Promise<void> {
    isBusy = true;
    await wait(debounceMs);
    for (const userId of stale) {
      if (stopping.signal.aborted) break;
      stale.delete(userId);
      await refresh(desk(), userId);
      await wait(Math.min(APART_MS, debounceMs));
    }
    isBusy = false;
  }

  async function wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  return {
    seen(userId) {
      seenAt.delete(userId);
      seenAt.set(userId, Date.now());
      const [oldest] = seenAt.keys();
      if (seenAt.size > SEEN_MAX && oldest !== undefined) seenAt.delete(oldest);
    },
    changed(except) {
      forgetBefore(seenAt, Date.now() - SEEN_MS);
      for (const userId of seenAt.keys()) if (userId !== except) stale.add(userId);
      if (!isBusy && stale.size > 0) void refreshAll();
    },
    stop: () => stopping.abort(),
  };
}

function forgetBefore(seenAt: Map<string, number>, before: number): void {
  for (const [userId, at] of seenAt) if (at < before) seenAt.delete(userId);
}

/** A tab that stays old is mended by the next change, or when it is opened again. */
async function refresh(desk: Desk, userId: string): Promise<void> {
  try {
    await publishHome(desk, { userId, key: `home:${userId}:${desk.now().toISOString()}` }, {});
  } catch (error) {
    desk.log.warn({ error, userId }, "slack home not refreshed");
  }
}
