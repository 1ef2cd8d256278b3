/** About what Slack takes per channel. */
const PER_SECOND = 1;
const BURST = 3;
/** Two channels limited within this time mean that the workspace is. */
const SPREAD_MS = 10_000;

interface Lane {
  tokens: number;
  filledAt: number;
  pausedUntil: number;
  limitedAt: number;
  isBusy: boolean;
}

export type Lanes = ReturnType<typeof createLanes>;

/** Which channels may be posted to now: one message at a time, about one per second, and not while Slack asks to wait. */
export function createLanes() {
  const lanes = new Map<string, Lane>();
  let allPausedUntil = 0;

  function find(name: string, now: number): Lane {
    const lane = lanes.get(name) ?? {
      tokens: BURST,
      filledAt: now,
      pausedUntil: 0,
      limitedAt: -Infinity,
      isBusy: false,
    };
    lane.tokens = Math.min(BURST, lane.tokens + ((now - lane.filledAt) / 1_000) * PER_SECOND);
    lane.filledAt = now;
    lanes.set(name, lane);
    return lane;
  }

  return {
    isPaused: (now: number) => now < allPausedUntil,
    /** The lanes that have to wait; those that are as good as new are forgotten. */
    closed(now: number): string[] {
      const closed: string[] = [];
      for (const name of [...lanes.keys()]) {
        const lane = find(name, now);
        if (lane.isBusy || lane.tokens < 1 || now < lane.pausedUntil) closed.push(name);
        else if (lane.tokens === BURST && now - lane.limitedAt > SPREAD_MS) lanes.delete(name);
      }
      return closed;
    },
    take(name: string, now: number): void {
      const lane = find(name, now);
      lane.tokens -= 1;
      lane.isBusy = true;
    },
    release(name: string, now: number): void {
      find(name, now).isBusy = false;
    },
    /** Slack asked to wait. When it asks in several channels at once, all of them do. */
    limit(name: string, { now, ms }: { now: number; ms: number }): void {
      const lane = find(name, now);
      lane.pausedUntil = now + ms;
      lane.limitedAt = now;
      const limited = [...lanes.values()].filter(({ limitedAt }) => now - limitedAt <= SPREAD_MS);
      if (limited.length > 1) allPausedUntil = Math.max(allPausedUntil, now + ms);
    },
  };
}
