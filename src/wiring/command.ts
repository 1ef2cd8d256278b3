import { catalogue } from "#capabilities/index";
import type { Config } from "#config";
import type { Invoke } from "#kernel/invoke";
import type { Operation } from "#kernel/operation";
import { createLog } from "#lib/log";
import { auditOperations } from "#operations/audit";
import { databaseOperations } from "#operations/database";
import { doctor } from "#operations/doctor";
import { doctorChecks } from "#operations/doctor-checks";
import { documentOperations } from "#operations/documents";
import { runEvals } from "#operations/evals";
import { importFile } from "#operations/import";
import { jobOperations } from "#operations/jobs";
import { testPolicy } from "#operations/policy";
import { purge } from "#operations/purge";
import { rebuildFacts } from "#operations/rebuild";
import { testRules } from "#operations/rules";
import { sourceOperations } from "#operations/sources/operations";
import { sync } from "#operations/sync";
import { syncTickets } from "#operations/sync-tickets";
import { createGroupCommit } from "#store/group-commit";
import { createHolidaysSource } from "#store/holidays-file";
import { createPolicySource } from "#store/policy-file";
import { createRulesSource } from "#store/rules-file";
import { runCli } from "#surfaces/cli/cli";
import { createTerminal } from "#surfaces/cli/terminal";
import { createMetrics } from "#surfaces/http/metrics";
import { SLACK_SCOPES } from "#surfaces/slack/scopes";
import { type App, createApp } from "./app.ts";
import { listConnectors } from "./connectors.ts";
import { MIGRATIONS_FOLDER, openMigrated } from "./database.ts";
import { syncingOf } from "./github.ts";
import { membershipOf } from "./membership.ts";
import { NOWHERE } from "./nowhere.ts";
import { ticketSyncingOf } from "./ticket-sources.ts";

/** Runs one command of the terminal. The database is opened by the first that needs it. */
export async function runCommand(config: Config, argv: readonly string[]): Promise<number> {
  let opening: Promise<App> | undefined;
  function open(): Promise<App> {
    opening ??= openApp(config);
    return opening;
  }
  const invoke: Invoke = async (invocation) => (await open()).invoke(invocation);
  try {
    return await runCli(
      { catalogue, operations: listOperations(config, open), invoke, terminal: createTerminal() },
      argv,
    );
  } finally {
    if (opening) await close(await opening);
  }
}

async function close({ knowledge, vectors, store }: App): Promise<void> {
  await vectors?.close();
  await knowledge.close();
  await store.close();
}

const metrics = createMetrics();

async function openApp(config: Config): Promise<App> {
  const log = createLog("error");
  const store = await openMigrated(config, { onError: (error) => log.error({ error }, "database connection lost") });
  const rules = createRulesSource({ path: config.rulesPath, log });
  const holidays = createHolidaysSource({ path: config.holidaysPath, log });
  const policy = createPolicySource({ path: config.policyPath, log });
  const membership = membershipOf({ config, store, policy, client: undefined });
  const given = { config, store, join: createGroupCommit(store), rules, holidays, policy, membership };
  return createApp({ ...given, announcements: NOWHERE, metrics, log });
}

function listOperations(config: Config, open: () => Promise<App>): Operation[] {
  const migrationsFolder = MIGRATIONS_FOLDER;
  return [
    ...databaseOperations({ databaseUrl: config.databaseUrl, migrationsFolder }),
    doctor(() => doctorChecks({ config, migrationsFolder, slackScopes: SLACK_SCOPES })),
    importFile(async () => {
      const { store, now } = await open();
      const jira = { fields: config.tickets.jiraFields, siteUrl: config.jira?.url ?? null };
      return { store, now, jira, bots: new Set(config.github.bots) };
    }),
    purge(open),
    rebuildFacts(async () => (await open()).store),
    testRules(async () => {
      const { ports, now } = await open();
      return { facts: ports.facts, directory: ports.directory, zone: config.zone, now };
    }),
    testPolicy(async () => (await open()).parts.approvals),
    runEvals(),
    ...documentOperations(open),
    ...sourceOperations(async () => {
      const app = await open();
      const { knowledge, ports, log, now } = app;
      const connectors = () => listConnectors(app, { metrics, slack: undefined });
      return { knowledge, memory: ports.memory, log, now, connectors };
    }),
    ...jobOperations(open),
    ...auditOperations(async () => {
      const { store, parts, now } = await open();
      return { store, now, find: parts.approvals.find };
    }),
    sync(async () => syncingOf(await open(), metrics)),
    syncTickets("jira", async () => ticketSyncingOf(await open(), metrics)),
    syncTickets("linear", async () => ticketSyncingOf(await open(), metrics)),
  ];
}
