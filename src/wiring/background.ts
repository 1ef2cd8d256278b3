import type { Config } from "#config";
import { CARD_QUEUE, GLASS_QUEUE, REMINDER_QUEUE } from "#domain/trust/jobs";
import { trustLanes } from "#kernel/trust/lanes";
import { type Lane, startWorkers } from "#kernel/worker";
import type { Metrics } from "#lib/metrics";
import { DAY_MS } from "#lib/time";
import { meetAccounts } from "#operations/accounts";
import { ACT_QUEUE, actingLane } from "#operations/acting";
import { backgroundLanes, keyOfSync, SYNC_QUEUE } from "#operations/background";
import { EDITS_QUEUE, editsLane } from "#operations/draft-edits";
import { glassLane } from "#operations/glass";
import { planningLane } from "#operations/planning";
import { PROMPTS_QUEUE, promptsLane } from "#operations/prompts";
import { remarkLane } from "#operations/remarks";
import { REFRESH_QUEUE, scheduleLane } from "#operations/scheduled";
import { DUE_QUEUE, SOURCE_QUEUE, type SourcesBackground, sourceLanes } from "#operations/sources/lanes";
import { syncRepository } from "#operations/sync";
import { syncProject } from "#operations/sync-tickets";
import { FIGURES_QUEUE, teamFiguresLane } from "#operations/team-figures";
import { EMBED_QUEUE, embedLane } from "#operations/vectors/fill";
import { forgetActing } from "#store/acting";
import { forgetStandups } from "#store/answers";
import { forgetInvocations } from "#store/audit";
import { notePurge } from "#store/audit-purge";
import { createJobQueue, enqueue, enqueueUnlessWaiting, purgeDone } from "#store/jobs";
import { forgetPlans } from "#store/plans";
import { forgetQuestions } from "#store/questions";
import { forgetRuns } from "#store/schedules";
import { forgetTalk } from "#store/talk";
import type { Repetition } from "#surfaces/schedule/clock";
import { everyMinutes } from "#surfaces/schedule/every";
import type { App } from "./app.ts";
import { auditLane } from "./audit.ts";
import { assertRoom, type Ballast } from "./ballast.ts";
import { listConnectors } from "./connectors.ts";
import { syncingOf } from "./github.ts";
import { forgetTraces, traceLane } from "./model.ts";
import type { Slack } from "./slack.ts";
import { listProjects, ticketSyncingOf } from "./ticket-sources.ts";

const LEASE_MS = 30_000;
const POLL_MS = 1_000;
/** What rules did is kept for as long as a signal may live. */
const ACTS_KEPT_MS = 90 * DAY_MS;
/** The PRDs stay; how they came about, and what readers said of the drafts, is learned from by then. */
const PLANS_KEPT_MS = 180 * DAY_MS;
/** What was asked; the documents that came of answers stay. */
const QUESTIONS_KEPT_MS = 180 * DAY_MS;

/** What the clock repeats, as jobs of the queues below. The settings speak of whole minutes. */
export function repetitionsOf(config: Config): Repetition[] {
  const { evaluator, reconcileIntervalMin, github, jira, linear, embeddings, slack } = config;
  const isPolled = github.token !== null || jira !== null || linear !== null;
  const all = [
    { name: "evaluate", cron: everyMinutes(Math.floor(evaluator.intervalSec / 60)), isWanted: evaluator.isEnabled },
    { name: "reconcile", cron: everyMinutes(reconcileIntervalMin), isWanted: isPolled },
    { name: DUE_QUEUE, cron: "* * * * *", isWanted: true },
    { name: EMBED_QUEUE, cron: "* * * * *", isWanted: embeddings !== null },
    { name: "accounts", cron: "7 * * * *", isWanted: true },
    { name: "purge", cron: "23 3 * * *", isWanted: true },
    { name: FIGURES_QUEUE, cron: "4,34 * * * *", isWanted: true },
    { name: EDITS_QUEUE, cron: "17 * * * *", isWanted: true },
    { name: PROMPTS_QUEUE, cron: "* * * * *", isWanted: slack !== null },
    { name: REFRESH_QUEUE, cron: "*/5 * * * *", isWanted: slack !== null },
    { name: "sweep", cron: "* * * * *", isWanted: true },
    { name: "anchor", cron: "41 3 * * *", isWanted: true },
  ];
  return all.filter(({ isWanted }) => isWanted).map(({ name, cron }) => ({ name, cron }));
}

interface Parts {
  metrics: Metrics;
  slack: Slack | undefined;
  ballast: Ballast | undefined;
}

/** Starts the workers of every queue. */
export function startBackground(app: App, { metrics, slack, ballast }: Parts) {
  const { config, events, ports, store, now, log } = app;
  const syncing = syncingOf(app, metrics);
  const { github } = syncing;
  const lanes = backgroundLanes({
    ...{ events, now, signals: ports.signals },
    repositories: () => listRepositories(app),
    projects: () => listProjects(app),
    enqueueSync: (payload) => enqueue(store, { queue: SYNC_QUEUE, key: keyOfSync(payload), payload, runAt: now() }),
    async sync(repository, signal) {
      assertRoom(ballast);
      return syncRepository(syncing, repository, { signal });
    },
    async syncProject(project, signal) {
      assertRoom(ballast);
      return syncProject(ticketSyncingOf(app, metrics), project, { signal });
    },
    meet: () => meetAccounts({ store, now, github, ...ports, listMembers: async () => slack?.listMembers() ?? [] }),
    onEvaluated: () => enqueueUnlessWaiting(store, { queue: ACT_QUEUE, payload: {}, runAt: now() }),
    purges: [...purgesOf(app), ...(slack?.purges ?? [])],
    retentionMs: config.retentionDays * DAY_MS,
    onPurged: (before, payloads) => notePurge(store, { by: "retention", before, payloads }, now()),
    isEvaluatorEnabled: config.evaluator.isEnabled,
  });
  const worker = startWorkers(
    createJobQueue(store),
    [
      ...lanes,
      ...trustLanes(app.parts),
      actingLane({ ...app, policy: app.parts.policy }),
      ...[auditLane(app), traceLane(app)],
      planningLane(app),
      remarkLane(app),
      ...[scheduleLane(app), promptsLane(app)],
      ...[editsLane(app), teamFiguresLane(app)],
      ...(app.vectors ? [embedLane(app.vectors.filling)] : []),
      ...sourceLanes(sourcesOf(app, { metrics, slack, ballast })),
      ...(slack ? [slack.lane, glassOf(app)] : [SILENCE]),
    ],
    {
      ...{ leaseMs: LEASE_MS, pollMs: POLL_MS, now },
      onError(error, job) {
        metrics.count("job_failures_total", { queue: job?.queue ?? "none" });
        log.warn({ error, queue: job?.queue, job: job?.id, attempt: job?.attempt }, "job failed");
      },
    },
  );
  app.bell.wake = worker.wake;
  return worker;
}

/** What is forgotten by and by, each after its time. */
function purgesOf(app: App): ((before: Date) => Promise<number>)[] {
  const { store, now } = app;
  const ago = (ms: number) => new Date(now().getTime() - ms);
  return [
    (before) => purgeDone(store, before),
    () => forgetTraces(app),
    () => forgetPlans(store, ago(PLANS_KEPT_MS)),
    () => forgetQuestions(store, ago(QUESTIONS_KEPT_MS)),
    () => forgetInvocations(store, ago(QUESTIONS_KEPT_MS)),
    () => forgetActing(store, ago(ACTS_KEPT_MS)),
    () => forgetTalk(store, ago(ACTS_KEPT_MS)),
    () => forgetRuns(store, ago(ACTS_KEPT_MS)),
    () => forgetStandups(store, ago(ACTS_KEPT_MS)),
    async () => app.vectors?.filling.vectors.forget() ?? 0,
  ];
}

/** The sources of documents, as jobs. */
function sourcesOf(app: App, { metrics, slack, ballast }: Parts): SourcesBackground {
  const { store, knowledge, ports, log, now } = app;
  return {
    ...{ knowledge, memory: ports.memory, log, now },
    connectors: () => listConnectors(app, { metrics, slack: slack?.client }),
    assertRoom: () => assertRoom(ballast),
    async enqueueSource(payload) {
      await enqueue(store, { queue: SOURCE_QUEUE, key: `${SOURCE_QUEUE}:${payload.key}`, payload, runAt: now() });
      app.bell.wake();
    },
  };
}

function glassOf({ ports, parts, config }: App): Lane {
  const { announcements } = ports;
  return glassLane({
    ...{ announcements, find: parts.approvals.find, policy: parts.policy.current },
    membersOf: parts.membership.membersOf,
    auditChannel: config.audit.channel,
  });
}

/** Without Slack nobody is told, and the jobs of telling must not pile up. */
const SILENCE: Lane = {
  concurrency: 1,
  handlers: {
    [CARD_QUEUE]: async () => undefined,
    [REMINDER_QUEUE]: async () => undefined,
    [GLASS_QUEUE]: async () => undefined,
  },
};

/** Those that are named, and those of the teams. */
async function listRepositories({ config, ports }: App): Promise<string[]> {
  const teams = await ports.directory.teams();
  return [...new Set([...config.github.repositories, ...teams.flatMap(({ repositories }) => repositories)])];
}
