// The part of the bot that acts, in the process that calls this, with a clock that can be put forward.
import { loadConfig } from "#config";
import { hashTag } from "#domain/trust/approval";
import type { Approval } from "#domain/trust/stored";
import type { Effect } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import type { Invocation } from "#kernel/invocation";
import type { Announcements } from "#kernel/ports/announcements";
import { trustLanes } from "#kernel/trust/lanes";
import { createTrust } from "#kernel/trust/trust";
import { startWorkers } from "#kernel/worker";
import { createLog } from "#lib/log";
import { createGroupCommit } from "#store/group-commit";
import { createHolidaysSource } from "#store/holidays-file";
import { createJobQueue } from "#store/jobs";
import { openStore } from "#store/open";
import { createPolicySource } from "#store/policy-file";
import { createRulesSource } from "#store/rules-file";
import { createTeams } from "#store/teams";
import { createMetrics } from "#surfaces/http/metrics";
import { createApp } from "#wiring/app";
import { openMigrated } from "#wiring/database";
import { membershipOf } from "#wiring/membership";

/** So many of one proposer may wait, and a process that is killed leaves some behind. */
const PROPOSER = { kind: "schedule", id: `proof:${process.pid}` } as const;
/** There is no Slack here, and to load what talks to it would take as long as all the rest. */
const refuse = () => Promise.reject(new UserError("There is no Slack here."));
const NOWHERE: Announcements = { post: refuse, update: refuse, find: async () => undefined, standing: refuse };
const OPERATOR = { kind: "operator", id: "local-operator" } as const;

export type ProofBot = Awaited<ReturnType<typeof openBot>>;

/** A database with two projects, whose tickets go to different trackers. */
export async function prepare(url: string): Promise<void> {
  const store = await openProofStore(url);
  await store.migrate();
  const directory = createTeams(store);
  const signature = { by: "proof", at: new Date() };
  const rest = { team: null, description: null };
  await directory.createProject({ key: "API", name: "API", tracker: "jira", ...rest }, signature);
  await directory.createProject({ key: "WEB", name: "Web", tracker: "linear", ...rest }, signature);
  await store.close();
}

export function openProofStore(url: string) {
  return openStore({ url, migrationsFolder: "migrations", onError: () => {} });
}

/** Reads its configuration from what is given, as the real one does from its environment. */
export async function openBot(environment: Record<string, string | undefined>) {
  const config = loadConfig(environment);
  const log = createLog("silent");
  const store = await openMigrated(config, { onError: () => {} });
  const policy = createPolicySource({ path: null, log });
  const rules = createRulesSource({ path: null, log });
  const holidays = createHolidaysSource({ path: null, log });
  const app = createApp({
    ...{ config, store, join: createGroupCommit(store), rules, holidays, policy, log, announcements: NOWHERE },
    ...{ membership: membershipOf({ config, store, policy, client: undefined }), metrics: createMetrics() },
  });
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const parts = { ...app.parts, now };
  const { leaseMs } = config.effects;
  const worker = startWorkers(createJobQueue(store), trustLanes(parts), {
    ...{ leaseMs, pollMs: 20, now, onError: () => {} },
  });
  app.bell.wake = worker.wake;
  return {
    ...{ parts, trust: createTrust(parts) },
    effect: (name: string) => app.catalogue.get(name) as Effect,
    callBy: (actor: Invocation["actor"]) => ({
      ...{ actor, origin: { surface: "cli" as const }, traceId: "proof", now, log },
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

/** Proposes it, and has the operator agree to it. */
export async function agree({ trust, callBy }: ProofBot, effect: Effect, given: unknown): Promise<Approval> {
  const input = effect.input.parse(given);
  const { id, payloadHash } = await trust.propose({ call: callBy(PROPOSER), effect, input });
  return trust.decide(callBy(OPERATOR), { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
}
