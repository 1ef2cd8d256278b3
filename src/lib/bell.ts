export interface Bell {
  ring(): void;
  /** Resolves at a ring or when the time has passed, whichever is first. A ring that came while nobody waited is kept. */
  wait(ms: number): Promise<void>;
}

/** Wakes a loop that otherwise looks for work at intervals. */
export function createBell(): Bell {
  let rung = Promise.withResolvers<void>();
  return {
    ring: () => rung.resolve(),
    async wait(ms) {
      const timer = setTimeout(rung.resolve, ms);
      await rung.promise;
      clearTimeout(timer);
      rung = Promise.withResolvers<void>();
    },
  };
}
