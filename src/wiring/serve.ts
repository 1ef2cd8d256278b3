import { once } from "node:events";
import { flushCompileCache } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import type { Config } from "#config";
import type { Log } from "#kernel/context";
import { createLog } from "#lib/log";
import { dialectOf } from "#store/dialect";
import { createGroupCommit } from "#store/group-commit";
import { createHolidaysSource } from "#store/holidays-file";
import { lockInstance } from "#store/instance-lock";
import { createPolicySource } from "#store/policy-file";
import { createRulesSource } from "#store/rules-file";
import { createMetrics } from "#surfaces/http/metrics";
import { openMigrated, prepareFolder } from "./database.ts";
import { membershipOf } from "./membership.ts";
import { NOWHERE } from "./nowhere.ts";
import { prepareSlack } from "./slack.ts";

const STOP_MS_MAX = 8_000;
/** For so long Slack may take to say hello before the rest is started without it. */
const HELLO_MS_MAX = 1_000;

/** Serves until the process is told to end; answers with its exit code. */
export async function serve(config: Config): Promise<number> {
  const told = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  const log = createLog(config.logLevel);
  guardProcess(log);
  const metrics = createMetrics();
  await prepareFolder(config.databaseUrl);
  // Before anything is migrated under the feet of another process.
  const lock = dialectOf(config.databaseUrl) === "sqlite" ? lockInstance(config.databaseUrl) : undefined;
  let onFull = () => {};
  const store = await openMigrated(config, {
    onError: (error) => log.error({ error }, "database connection lost"),
    onFull: () => onFull(),
  });
  const join = createGroupCommit(store);
  const rules = createRulesSource({ path: config.rulesPath, log });
  const holidays = createHolidaysSource({ path: config.holidaysPath, log });
  const slack = config.slack ? prepareSlack(config.slack, { store, join, metrics, log }) : undefined;
  let onPolicy = () => {};
  const policy = createPolicySource({ path: config.policyPath, log, onChange: () => onPolicy() });
  const membership = membershipOf({ config, store, policy, client: slack?.client });
  // People come first: what answers them is loaded once we are there to hear them. An outage of Slack holds up nothing.
  const connected = slack?.start({ policy, membership });
  await Promise.race([connected, pause(HELLO_MS_MAX, undefined, { ref: false })]);
  const { createApp } = await import("./app.ts");
  const app = createApp({
    ...{ config, store, join, rules, holidays, policy, membership, metrics, log },
    announcements: slack?.announcements ?? NOWHERE,
    onSignals: () => slack?.refreshHomes(),
  });
  slack?.answerWith(app);

  const { startPeriphery } = await import("./periphery.ts");
  const periphery = await startPeriphery(app, { metrics, slack });
  onFull = periphery.onFull;
  onPolicy = periphery.onPolicy;
  log.info({ http: periphery.address, slack: slack?.state() }, "adjutant serves");
  // Kept now, because a process that is killed keeps nothing of what it compiled for the next one.
  flushCompileCache();

  await Promise.race([told, connected?.then(() => told) ?? told]);
  rules.stop();
  holidays.stop();
  policy.stop();
  await Promise.race([Promise.all([periphery.stop(), slack?.stop()]), pause(STOP_MS_MAX, undefined, { ref: false })]);
  await app.vectors?.close();
  await app.knowledge.close();
  await store.close();
  lock?.release();
  return 0;
}

/** A fault nobody caught is logged. A promise's is survived; after an exception nothing can be relied upon. */
function guardProcess(log: Log): void {
  process.on("unhandledRejection", (error) => log.error({ error }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log.error({ error }, "uncaught exception");
    process.exit(1);
  });
}
