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

/** What a person has before them: which panel, and a digest of what it says. */
export interface Shown {
  panel: string;
  digest: string;
}

/** Keeps the home tabs of those who looked lately as fresh as what they show. */
export interface Homes {
  /** A person has their home tab before them. */
  seen(userId: string): void;
  /** What a person was shown last; undefined when they have not looked lately. */
  shownTo(userId: string): Shown | undefined;
  noteShown(userId: string, shown: Shown): void;
  /** Something that home tabs show has changed. `except` is one who saw it happen in theirs. */
  changed(except?: string): void;
  stop(): void;
}

export function createHomes(desk: () => Desk, debounceMs = DEBOUNCE_MS): Homes {
  const seenAt = new Map<string, number>();
  const shownTo = new Map<string, Shown>();
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
      keepLatest(seenAt, userId, Date.now());
    },
    shownTo: (userId) => shownTo.get(userId),
    noteShown: (userId, shown) => keepLatest(shownTo, userId, shown),
    changed(except) {
      forgetBefore(seenAt, Date.now() - SEEN_MS);
      for (const userId of seenAt.keys()) if (userId !== except) stale.add(userId);
      if (!isBusy && stale.size > 0) void refreshAll();
    },
    stop: () => stopping.abort(),
  };
}

/** The one that was touched the longest ago makes room. */
function keepLatest<Value>(map: Map<string, Value>, userId: string, value: Value): void {
  map.delete(userId);
  map.set(userId, value);
  const [oldest] = map.keys();
  if (map.size > SEEN_MAX && oldest !== undefined) map.delete(oldest);
}

function forgetBefore(seenAt: Map<string, number>, before: number): void {
  for (const [userId, at] of seenAt) if (at < before) seenAt.delete(userId);
}

/** A tab that stays old is mended by the next change, or when it is opened again. */
async function refresh(desk: Desk, userId: string): Promise<void> {
  try {
    await publishHome(desk, { userId, key: `home:${userId}:${desk.now().toISOString()}` }, { isRefresh: true });
  } catch (error) {
    desk.log.warn({ error, userId }, "slack home not refreshed");
  }
}
