/** Runs what is planned in the order of time; what lies after the end never happens. */
export interface Timeline {
  plan(at: Date, happen: (at: Date) => void): void;
  run(): void;
}

interface Planned {
  at: Date;
  ms: number;
  order: number;
  happen(at: Date): void;
}

export function createTimeline(end: Date): Timeline {
  const waiting: Planned[] = [];
  let order = 0;

  function plan(at: Date, happen: (at: Date) => void): void {
    if (at > end) return;
    const entry = { at, ms: at.getTime(), order: order++, happen };
    const index = waiting.findIndex((other) => isBefore(other, entry));
    waiting.splice(index < 0 ? waiting.length : index, 0, entry);
  }

  return {
    plan,
    run() {
      for (let next = waiting.pop(); next; next = waiting.pop()) next.happen(next.at);
    },
  };
}

/** The list runs backwards, so that the next one is taken from its end. */
function isBefore(a: Planned, b: Planned): boolean {
  return a.ms < b.ms || (a.ms === b.ms && a.order < b.order);
}
