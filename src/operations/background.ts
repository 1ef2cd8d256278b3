import type { Handler } from "#kernel/perform-job";
import type { Events } from "#kernel/ports/events";
import type { Signals } from "#kernel/ports/signals";

const DAY_MS = 24 * 3_600_000;
const DONE_JOBS_KEPT_MS = 7 * DAY_MS;

export interface Background {
  events: Events;
  signals: Signals;
  now(): Date;
  /** Repositories to be kept up to date by polling. */
  repositories(): Promise<string[]>;
  reconcile(repository: string): Promise<unknown>;
  /** Gets to know the accounts that vendors and facts speak of. */
  meet(): Promise<void>;
  /** Each forgets a limited number of what ended before, and answers how many. */
  purges: ((before: Date) => Promise<number>)[];
  retentionMs: number;
  isEvaluatorEnabled: boolean;
}

/** What each queue's jobs do. All of it bears repetition. */
export function backgroundHandlers(background: Background): Record<string, Handler> {
  return {
    fold: (_job, signal) => foldAll(background, signal),
    evaluate: async () => void (await evaluate(background)),
    reconcile: (_job, signal) => reconcileAll(background, signal),
    accounts: () => background.meet(),
    purge: (_job, signal) => purgeAll(background, signal),
  };
}

/** Folds what has arrived, and judges at once what it touched. */
async function foldAll(background: Background, signal: AbortSignal): Promise<void> {
  const { events } = background;
  for (let hasMore = true; hasMore && !signal.aborted; ) {
    const report = await events.foldPending(background.now());
    hasMore = report.hasMore;
    await evaluate(background, report.subjects);
  }
}

async function evaluate({ signals, now, isEvaluatorEnabled }: Background, subjects?: string[]): Promise<void> {
  if (isEvaluatorEnabled && subjects?.length !== 0) await signals.evaluate(now(), subjects);
}

/** One repository that cannot be read does not keep the others from being read. */
async function reconcileAll(background: Background, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const repository of await background.repositories()) {
    if (signal.aborted) return;
    await background.reconcile(repository).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function purgeAll(background: Background, signal: AbortSignal): Promise<void> {
  const now = background.now().getTime();
  const payloadsBefore = new Date(now - background.retentionMs);
  await repeat(() => background.events.purgePayloads(payloadsBefore), signal);
  for (const purge of background.purges) await repeat(() => purge(new Date(now - DONE_JOBS_KEPT_MS)), signal);
}

async function repeat(purge: () => Promise<number>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await purge()) > 0);
}
