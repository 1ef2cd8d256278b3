const LIMIT = 5_000;
const WINDOW_MS = 3_600_000;

export interface Rate {
  limit: number;
  remaining: number;
  used: number;
  /** Epoch seconds. */
  reset: number;
}

/** The hourly quota of one token. */
export function createRate(now: () => Date): { take(): Rate; read(): Rate } {
  let used = 0;
  let resetsAt = now().getTime() + WINDOW_MS;

  function read(): Rate {
    if (now().getTime() >= resetsAt) {
      used = 0;
      resetsAt = now().getTime() + WINDOW_MS;
    }
    return { limit: LIMIT, remaining: Math.max(0, LIMIT - used), used, reset: Math.ceil(resetsAt / 1_000) };
  }

  return {
    read,
    take() {
      read();
      used++;
      return read();
    },
  };
}

export function rateHeaders({ limit, remaining, used, reset }: Rate): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(reset),
    "x-ratelimit-resource": "core",
  };
}
