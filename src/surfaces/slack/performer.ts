import type { Log } from "#kernel/context";
import type { SlackInbox } from "#kernel/ports/slack-inbox";
import type { Ack } from "./ack.ts";

/** More than this at once would only make each slower. */
const AT_ONCE_MAX = 64;
/** Beyond these, what is in the inbox waits for the sweep. */
const WAITING_MAX = 5_000;

export interface Work {
  key: string;
  body: Record<string, unknown>;
  ack: Ack;
  /** Somebody began it before and did not come to an end. */
  isReplay: boolean;
}

/** Hands one delivery to the listeners; resolves when they have answered. */
export type Dispatch = (work: Work) => Promise<void>;

export interface Performer {
  perform(work: Work): void;
  /** For what is answered at once and not kept. */
  answer(body: Record<string, unknown>, ack: Ack): Promise<void>;
  /** The keys of what is being performed or waits for it. */
  keys(): string[];
  /** Resolves when nothing is being performed any more, or the time is up. */
  settle(msMax: number): Promise<void>;
}

/** Performs deliveries, so many at a time, and marks each as finished once it is answered. */
export function createPerformer({
  inbox,
  dispatch,
  log,
}: {
  inbox: SlackInbox;
  dispatch: Dispatch;
  log: Log;
}): Performer {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Work>();
  let unanswered = 0;

  function perform(work: Work): void {
    if (running.has(work.key) || waiting.has(work.key)) return;
    if (unanswered < AT_ONCE_MAX) start(work);
    else if (waiting.size < WAITING_MAX) waiting.set(work.key, work);
  }

  function start(work: Work): void {
    unanswered++;
    const run = dispatch(work)
      .finally(startNext)
      .then(() => inbox.finish(work.key))
      // It stays in the inbox, from where it is tried again.
      .catch((error) => log.error({ error, key: work.key }, "slack delivery not performed"))
      .finally(() => running.delete(work.key));
    running.set(work.key, run);
  }

  /** The next one does not wait until the end of this one is written down. */
  function startNext(): void {
    unanswered--;
    const [next] = waiting.values();
    if (!next) return;
    waiting.delete(next.key);
    start(next);
  }

  return {
    perform,
    answer: (body, ack) => dispatch({ key: "", body, ack, isReplay: false }),
    keys: () => [...running.keys(), ...waiting.keys()],
    async settle(msMax) {
      const deadline = AbortSignal.timeout(msMax);
      const late = new Promise((resolve) => deadline.addEventListener("abort", resolve));
      await Promise.race([Promise.all(running.values()), late]);
    },
  };
}
