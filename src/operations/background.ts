import { z } from "zod";
import type { Handler } from "#kernel/perform-job";
import type { Events } from "#kernel/ports/events";
import type { Signals } from "#kernel/ports/signals";
import type { Lane } from "#kernel/worker";
import { DAY_MS } from "#lib/time";

const DONE_JOBS_KEPT_MS = 7 * DAY_MS;
const SYNCS_AT_ONCE = 2;

export const SYNC_QUEUE = "sync";
const ProjectJob = z.object({ tracker: z.enum(["jira", "linear"]), project: z.string() });
const SyncJob = z.union([z.object({ repository: z.string() }), ProjectJob]);
export type ProjectJob = z.output<typeof ProjectJob>;
export type SyncJob = z.output<typeof SyncJob>;

/** Each is read by one job at a time. */
export function keyOfSync(job: SyncJob): string {
  const what = "repository" in job ? `github:${job.repository}` : `${job.tracker}:${job.project}`;
  return `${SYNC_QUEUE}:${what}`;
}

export interface Background {
  events: Events;
  signals: Signals;
  now(): Date;
  /** Repositories to be kept up to date by polling. */
  repositories(): Promise<string[]>;
  /** The same of projects whose tickets are in a tracker. */
  projects(): Promise<ProjectJob[]>;
  /** Adds the job that reads one, unless it waits or runs already. */
  enqueueSync(job: SyncJob): Promise<unknown>;
  sync(repository: string, signal: AbortSignal): Promise<unknown>;
  syncProject(project: ProjectJob, signal: AbortSignal): Promise<unknown>;
  /** Gets to know the accounts that vendors and facts speak of. */
  meet(): Promise<void>;
  /** Hears that everything was evaluated, so that rules may act upon it. */
  onEvaluated?: () => Promise<unknown>;
  /** Each forgets a limited number of what ended before, and answers how many. */
  purges: ((before: Date) => Promise<number>)[];
  retentionMs: number;
  /** Hears how many payloads received before a moment were dropped, where there were any. */
  onPurged?: (before: Date, payloads: number) => Promise<void>;
  isEvaluatorEnabled: boolean;
}

/**
 * What each queue's jobs do; all of it bears repetition. Folding has a lane to itself, and so has reading whole
 * repositories, which may take hours.
 */
export function backgroundLanes(background: Background): Lane[] {
  return [
    { concurrency: 1, handlers: { fold: (_job, signal) => foldAll(background, signal) } },
    {
      concurrency: 1,
      handlers: { evaluate: () => evaluateAll(background), reconcile: () => reconcileAll(background) },
    },
    { concurrency: SYNCS_AT_ONCE, handlers: { [SYNC_QUEUE]: syncOne(background) } },
    {
      concurrency: 1,
      handlers: { accounts: () => background.meet(), purge: (_job, signal) => purgeAll(background, signal) },
    },
  ];
}

/** Folds what has arrived, and judges at once what it touched. */
async function foldAll({ events, signals, now, isEvaluatorEnabled }: Background, signal: AbortSignal): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    signal.throwIfAborted();
    const report = await events.foldPending(now());
    hasMore = report.hasMore;
    if (isEvaluatorEnabled && report.subjects.length > 0) await signals.evaluate(now(), report.subjects);
  }
}

async function evaluateAll({ signals, now, isEvaluatorEnabled, onEvaluated }: Background): Promise<void> {
  if (!isEvaluatorEnabled) return;
  const at = now();
  const { frozen } = await signals.evaluate(at);
  if (frozen.length > 0) return;
  await signals.noteEvaluation(at);
  await onEvaluated?.();
}

/** A job for each, so that one that is large or cannot be read does not keep the others waiting. */
async function reconcileAll({ repositories, projects, enqueueSync }: Background): Promise<void> {
  for (const repository of await repositories()) await enqueueSync({ repository });
  for (const project of await projects()) await enqueueSync(project);
}

function syncOne({ sync, syncProject }: Background): Handler {
  return async ({ payload }, signal) => {
    const job = SyncJob.parse(payload);
    await ("repository" in job ? sync(job.repository, signal) : syncProject(job, signal));
  };
}

async function purgeAll(background: Background, signal: AbortSignal): Promise<void> {
  const now = background.now().getTime();
  const payloadsBefore = new Date(now - background.retentionMs);
  const payloads = await repeat(() => background.events.purgePayloads(payloadsBefore), signal);
  if (payloads > 0) await background.onPurged?.(payloadsBefore, payloads);
  for (const purge of background.purges) await repeat(() => purge(new Date(now - DONE_JOBS_KEPT_MS)), signal);
}

async function repeat(purge: () => Promise<number>, signal: AbortSignal): Promise<number> {
  let purged = 0;
  for (let some = 1; some > 0 && !signal.aborted; purged += some) some = await purge();
  return purged;
}
