const WAITING_MAX = 200;

/** Lets so many through at once; the others wait in turn. */
export interface Gate {
  /** Resolves to what gives the place free; undefined where too many wait already, or the caller has gone. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createGate(insideMax: number): Gate {
  const waiting = new Set<() => void>();
  let inside = 0;

  function leave(): void {
    const [next] = waiting;
    if (next) next();
    else inside--;
  }

  return {
    async enter(signal) {
      if (signal.aborted || waiting.size >= WAITING_MAX) return undefined;
      if (inside < insideMax) inside++;
      else if (!(await waitTurn(waiting, signal))) return undefined;
      return once(leave);
    },
  };
}

/** True when it is our turn, which is handed over without being given free in between. */
function waitTurn(waiting: Set<() => void>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isTurn: boolean) => {
      waiting.delete(go);
      signal.removeEventListener("abort", stop);
      resolve(isTurn);
    };
    const go = () => end(true);
    const stop = () => end(false);
    waiting.add(go);
    signal.addEventListener("abort", stop);
  });
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
