import type { Config } from "#config";
import { startWorker } from "#kernel/worker";
import type { Metrics } from "#lib/metrics";
import { meetAccounts } from "#operations/accounts";
import { backgroundHandlers } from "#operations/background";
import { syncRepository } from "#operations/sync";
import { createJobQueue, purgeDone } from "#store/jobs";
import type { Repetition } from "#surfaces/schedule/clock";
import type { App } from "./app.ts";
import { assertRoom, type Ballast } from "./ballast.ts";
import { githubOf } from "./github.ts";
import type { Slack } from "./slack.ts";

const LEASE_MS = 30_000;
const POLL_MS = 1_000;
const CONCURRENCY = 4;
const DAY_MS = 24 * 3_600_000;

/** What the clock repeats, as jobs of the queues below. The settings speak of whole minutes. */
export function repetitionsOf({ evaluator, reconcileIntervalMin, github }: Config): Repetition[] {
  const every = (minutes: number) => (minutes < 60 ? `*/${minutes} * * * *` : `0 */${Math.round(minutes / 60)} * * *`);
  const all = [
    { name: "evaluate", cron: every(Math.ceil(evaluator.intervalSec / 60)), isWanted: evaluator.isEnabled },
    { name: "reconcile", cron: every(reconcileIntervalMin), isWanted: github.token !== null },
    { name: "accounts", cron: "7 * * * *", isWanted: true },
    { name: "purge", cron: "23 3 * * *", isWanted: true },
  ];
  return all.filter(({ isWanted }) => isWanted).map(({ name, cron }) => ({ name, cron, timeZone: "UTC" }));
}

interface Parts {
  metrics: Metrics;
  slack: Slack | undefined;
  ballast: Ballast | undefined;
}

/** Starts the worker of every queue. */
export function startBackground(app: App, { metrics, slack, ballast }: Parts) {
  const { config, events, ports, store, now, log } = app;
  const github = githubOf(config, metrics);
  const syncing = { events, facts: ports.facts, memory: ports.memory, now, github };
  const handlers = backgroundHandlers({
    ...{ events, now, signals: ports.signals },
    repositories: () => listRepositories(app),
    async reconcile(repository) {
      assertRoom(ballast);
      return syncRepository(syncing, repository);
    },
    meet: () => meetAccounts({ store, now, github, ...ports, listMembers: async () => slack?.listMembers() ?? [] }),
    purges: [(before) => purgeDone(store, before), ...(slack?.purges ?? [])],
    retentionMs: config.retentionDays * DAY_MS,
    isEvaluatorEnabled: config.evaluator.isEnabled,
  });
  return startWorker(createJobQueue(store), {
    handlers,
    ...{ concurrency: CONCURRENCY, leaseMs: LEASE_MS, pollMs: POLL_MS, now },
    onError(error, job) {
      metrics.count("job_failures_total", { queue: job?.queue ?? "none" });
      log.warn({ error, queue: job?.queue, job: job?.id, attempt: job?.attempt }, "job failed");
    },
  });
}

/** Those that are named, and those of the teams. */
async function listRepositories({ config, ports }: App): Promise<string[]> {
  const teams = await ports.directory.teams();
  return [...new Set([...config.github.repositories, ...teams.flatMap(({ repositories }) => repositories)])];
}
