import type { Config } from "#config";
import type { NewEvent } from "#domain/events";
import { projectOf } from "#domain/tickets/events";
import { UserError } from "#kernel/errors";
import { keyOfSync, SYNC_QUEUE } from "#operations/background";
import { notePolicy } from "#store/audit-policy";
import { enqueue } from "#store/jobs";
import { claimSlot } from "#store/slots";
import type { PublishedMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { startClock } from "#surfaces/schedule/clock";
import type { App } from "./app.ts";
import { repetitionsOf, startBackground } from "./background.ts";
import { assertRoom, type Ballast, keepBallast } from "./ballast.ts";
import { createGauges } from "./gauges.ts";
import { createIntakes } from "./intakes.ts";
import { readinessChecks } from "./readiness.ts";
import type { Slack } from "./slack.ts";

export interface Parts {
  metrics: PublishedMetrics;
  slack: Slack | undefined;
}

/** Everything around Slack: the worker, HTTP and the clock. */
export async function startPeriphery(app: App, parts: Parts) {
  const { config, store, ports, log, now } = app;
  await parts.metrics.record();
  const ballast = await keepBallast(app, parts.metrics);
  if (config.embeddings) {
    const { host } = new URL(config.embeddings.baseUrl);
    log.info({ host, excluded: config.embeddings.excluded }, "text of documents is sent away to be embedded");
  }
  const worker = startBackground(app, { ...parts, ballast });
  const http = await startHttp(app, { ...parts, ballast, wake: worker.wake });
  const clock = startClock({
    repetitions: repetitionsOf(config),
    // While the job of an earlier slot waits or runs, it does the work of this one too.
    claimChore: ({ name, localDate, localTime }, at) =>
      claimSlot(
        store,
        { schedule: name, localDate, localTime, claimedAt: at },
        { queue: name, key: name, payload: {}, runAt: at },
      ),
    scheduled: async () => ({ schedules: await ports.schedules.list(), teams: await ports.directory.teams() }),
    claim: ports.schedules.claim,
    now,
    onClaimed: worker.wake,
    onError: (error) => log.error({ error }, "clock failed"),
  });
  onPolicy(app);
  return {
    address: http.listeningOrigin,
    onFull: () => ballast?.release(),
    onPolicy: () => onPolicy(app),
    async stop(): Promise<void> {
      await Promise.all([clock.stop(), http.close(), worker.stop(), ballast?.stop()]);
    },
  };
}

/** Which policy is in force belongs in the audit, whoever wrote its file. */
function onPolicy({ store, parts, now, log }: App): void {
  const loaded = { hash: parts.policy.current().hash, problem: parts.policy.problem() };
  notePolicy(store, loaded, now()).catch((error) => log.error({ error }, "policy not noted in the audit"));
}

interface HttpParts extends Parts {
  ballast: Ballast | undefined;
  wake(): void;
}

async function startHttp(app: App, { metrics, slack, ballast, wake }: HttpParts) {
  const { config, catalogue, invoke, events, store, log } = app;
  const intakes = createIntakes(app, {
    async record(event) {
      assertRoom(ballast);
      const recorded = await events.record(event);
      await askForHistory(app, event);
      wake();
      return recorded;
    },
  });
  const access = { apiKeys: config.http.apiKeys, isLocalMode: config.isLocalMode };
  const checks = readinessChecks(app, { slack, ballast });
  const measure = createGauges(store, metrics);
  const parts = { access, intakes, checks, metrics, measure, log };
  const server = await createHttpServer({ catalogue, invoke, ...parts });
  await listen(server, config.http);
  return server;
}

/** Linear's webhooks show how a ticket stands, and not what was changed: that is read at once. */
async function askForHistory({ config, store, now }: App, { source, subject }: NewEvent): Promise<void> {
  if (source !== "linear" || subject === null || config.linear === null) return;
  const payload = { tracker: "linear", project: projectOf(subject) } as const;
  await enqueue(store, { queue: SYNC_QUEUE, key: keyOfSync(payload), payload, runAt: now() });
}

async function listen(server: Awaited<ReturnType<typeof createHttpServer>>, { host, port }: Config["http"]) {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new UserError(`HTTP cannot listen on ${host}:${port}${code}. Set HTTP_HOST and HTTP_PORT to a free one.`, {
      cause,
    });
  }
}
