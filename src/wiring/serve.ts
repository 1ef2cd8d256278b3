import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Config } from "#config";
import { createGithubWebhook } from "#integrations/github/webhook";
import type { Log } from "#kernel/context";
import { createLog } from "#lib/log";
import { dialectOf } from "#store/dialect";
import { lockInstance } from "#store/instance-lock";
import { createRulesSource } from "#store/rules-file";
import { claimSlot } from "#store/slots";
import { createMetrics, type PublishedMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { startClock } from "#surfaces/schedule/clock";
import { type App, createApp, openMigrated } from "./app.ts";
import { repetitionsOf, startBackground } from "./background.ts";
import { readinessChecks } from "./readiness.ts";
import { NOWHERE, prepareSlack, type Slack } from "./slack.ts";

const STOP_MS_MAX = 8_000;

/** Serves until the process is told to end; answers with its exit code. */
export async function serve(config: Config): Promise<number> {
  const log = createLog(config.logLevel);
  guardProcess(log);
  const metrics = createMetrics();
  const store = await openMigrated(config, (error) => log.error({ error }, "database connection lost"));
  const lock = dialectOf(config.databaseUrl) === "sqlite" ? lockInstance(config.databaseUrl) : undefined;
  const rules = createRulesSource({ path: config.rulesPath, log });
  const slack = config.slack ? prepareSlack(config.slack, { store, metrics, log }) : undefined;
  const app = createApp({ config, store, rules, metrics, log, announcements: slack?.announcements ?? NOWHERE });

  const worker = startBackground(app, { metrics, slack });
  const http = await startHttp(app, { metrics, slack, wake: worker.wake });
  const clock = startClock({
    repetitions: repetitionsOf(config),
    claim: (slot, now) => claimSlot(store, { ...slot, claimedAt: now }, jobOf(slot, now)),
    now: app.now,
    onClaimed: worker.wake,
    onError: (error) => log.error({ error }, "clock failed"),
  });
  await slack?.start(app);
  log.info({ http: http.listeningOrigin, slack: slack !== undefined }, "adjutant serves");

  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  clock.stop();
  rules.stop();
  await Promise.race([Promise.all([http.close(), slack?.stop(), worker.stop()]), pause(STOP_MS_MAX)]);
  await store.close();
  lock?.release();
  return 0;
}

function jobOf(
  { schedule, localDate, localTime }: { schedule: string; localDate: string; localTime: string },
  now: Date,
) {
  return { queue: schedule, key: `${schedule}:${localDate}:${localTime}`, payload: {}, runAt: now };
}

interface HttpParts {
  metrics: PublishedMetrics;
  slack: Slack | undefined;
  wake(): void;
}

async function startHttp(app: App, { metrics, slack, wake }: HttpParts) {
  const { config, catalogue, invoke, events, log, now } = app;
  const github = createGithubWebhook({
    secrets: config.github.webhookSecrets,
    now,
    async record(event) {
      const recorded = await events.record(event);
      wake();
      return recorded;
    },
  });
  const access = { apiKeys: config.http.apiKeys, isLocalMode: config.isLocalMode };
  const checks = readinessChecks(app, slack);
  const server = await createHttpServer({ catalogue, invoke, access, intakes: [github], checks, metrics, log });
  await server.listen({ host: config.http.host, port: config.http.port });
  return server;
}

/** A fault nobody caught is logged. A promise's is survived; after an exception nothing can be relied upon. */
function guardProcess(log: Log): void {
  process.on("unhandledRejection", (error) => log.error({ error }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log.error({ error }, "uncaught exception");
    process.exit(1);
  });
}
