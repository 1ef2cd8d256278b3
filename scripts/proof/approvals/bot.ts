// The part of the bot that acts, in this process, with a clock that can be put forward.
import { loadConfig } from "#config";
import type { Invocation } from "#kernel/invocation";
import { trustLanes } from "#kernel/trust/lanes";
import { startWorkers } from "#kernel/worker";
import { createLog } from "#lib/log";
import type { Sandbox } from "#sandbox/start";
import { createGroupCommit } from "#store/group-commit";
import { createJobQueue } from "#store/jobs";
import { createPolicySource } from "#store/policy-file";
import { createRulesSource } from "#store/rules-file";
import { createTeams } from "#store/teams";
import { createMetrics } from "#surfaces/http/metrics";
import { createApp } from "#wiring/app";
import { openMigrated } from "#wiring/database";
import { membershipOf } from "#wiring/membership";
import { NOWHERE } from "#wiring/slack";

export type ProofBot = Awaited<ReturnType<typeof openBot>>;

/** Where the sandbox's vendors are, for a bot in another process or in this one. */
export function vendorsOf(sandbox: Sandbox): Record<string, string> {
  return {
    ...{ GITHUB_TOKEN: sandbox.githubToken, GITHUB_API_URL: sandbox.githubApiUrl },
    ...{ JIRA_URL: sandbox.jiraUrl, JIRA_EMAIL: sandbox.jiraEmail, JIRA_TOKEN: sandbox.jiraToken },
    ...{ LINEAR_API_URL: sandbox.linearUrl, LINEAR_API_KEY: sandbox.linearKey },
    ...{ PAGERDUTY_URL: sandbox.pagerdutyUrl, PAGERDUTY_ROUTING_KEY: sandbox.pagerdutyRoutingKey },
  };
}

export async function openBot({ sandbox, url }: { sandbox: Sandbox; url: string }) {
  const config = loadConfig({ DATABASE_URL: url, ...vendorsOf(sandbox) });
  const log = createLog("silent");
  const store = await openMigrated(config, { onError: () => {} });
  await addProjects(store);
  const policy = createPolicySource({ path: null, log });
  const rules = createRulesSource({ path: null, log });
  const app = createApp({
    ...{ config, store, join: createGroupCommit(store), rules, policy, log, announcements: NOWHERE },
    ...{ membership: membershipOf({ config, store, policy, client: undefined }), metrics: createMetrics() },
  });
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const parts = { ...app.parts, now };
  const worker = startWorkers(createJobQueue(store), trustLanes(parts), {
    ...{ leaseMs: 30_000, pollMs: 20, now, onError: () => {} },
  });
  app.bell.wake = worker.wake;
  return {
    ...{ parts, trust: app.ports.trust, catalogue: app.catalogue },
    callBy: (actor: Invocation["actor"]) => ({
      actor,
      origin: { surface: "cli" as const },
      traceId: "proof",
      now,
      log,
    }),
    /** Puts the clock forward. */
    pass(ms: number) {
      aheadMs += ms;
      worker.wake();
    },
    async close() {
      await worker.stop();
      await store.close();
    },
  };
}

/** Two projects, whose tickets go to different trackers. */
export async function addProjects(store: Awaited<ReturnType<typeof openMigrated>>): Promise<void> {
  const directory = createTeams(store);
  const signature = { by: "proof", at: new Date() };
  const rest = { team: null, description: null };
  await directory.createProject({ key: "API", name: "API", tracker: "jira", ...rest }, signature);
  await directory.createProject({ key: "WEB", name: "Web", tracker: "linear", ...rest }, signature);
}
