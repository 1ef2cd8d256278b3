// One life of the process that is killed: it proposes effects, has them agreed to, and performs what it can until it dies.
// Prints a line for each that was agreed to, after that is committed. With "--once" it is one effect, brought to its end, and
// with "--drain" it only ends what was begun.
import { setTimeout as pause } from "node:timers/promises";
import { loadConfig } from "#config";
import type { Effect } from "#kernel/capability";
import { trustLanes } from "#kernel/trust/lanes";
import { sweep } from "#kernel/trust/sweep";
import { startWorkers } from "#kernel/worker";
import { createLog } from "#lib/log";
import { createGroupCommit } from "#store/group-commit";
import { createJobQueue } from "#store/jobs";
import { createPolicySource } from "#store/policy-file";
import { createRulesSource } from "#store/rules-file";
import { createMetrics } from "#surfaces/http/metrics";
import { createApp } from "#wiring/app";
import { openMigrated } from "#wiring/database";
import { membershipOf } from "#wiring/membership";
import { NOWHERE } from "#wiring/slack";

const WAITING_MAX = 60;
const PROPOSERS = 4;
/** The clock of a bot has it swept every minute. */
const SWEEP_TURNS = 20;
const OPEN = ["approved", "performing"] as const;

const config = loadConfig();
const log = createLog("silent");
const store = await openMigrated(config, { onError: () => {} });
const policy = createPolicySource({ path: config.policyPath, log });
const app = createApp({
  ...{ config, store, join: createGroupCommit(store), rules: createRulesSource({ path: null, log }), policy, log },
  ...{
    membership: membershipOf({ config, store, policy, client: undefined }),
    metrics: createMetrics(),
    announcements: NOWHERE,
  },
});
const { trust } = app.ports;
const worker = startWorkers(createJobQueue(store), trustLanes(app.parts), {
  ...{ leaseMs: 1_500, pollMs: 50, now: app.now },
  onError(error) {
    process.stderr.write(`${String(error)}\n`);
  },
});
app.bell.wake = worker.wake;
await sweep(app.parts);

const calls = JSON.parse(process.env["PROOF_CALLS"] ?? "[]") as { name: string; input: Record<string, unknown> }[];
if (process.argv.includes("--once")) await one(calls[0], 1);
if (process.argv.includes("--drain") || process.argv.includes("--once")) await drain();
else await live();

async function countOpen(): Promise<number> {
  return (await trust.list({ statuses: OPEN, limit: 500 })).length;
}

async function drain(): Promise<void> {
  for (let turn = 1; (await countOpen()) > 0; turn++) {
    await pause(100);
    if (turn % SWEEP_TURNS === 0) await sweep(app.parts);
  }
  await worker.stop();
  await store.close();
  policy.stop();
}

async function live(): Promise<never> {
  process.stdout.write("ready\n");
  let turn = process.pid;
  async function propose(): Promise<never> {
    for (;;) {
      if ((await countOpen()) > WAITING_MAX) await pause(20);
      else await one(calls[turn % calls.length], turn++);
    }
  }
  return Promise.race(Array.from({ length: PROPOSERS }, propose));
}

/** Proposes one effect and has the operator agree to it. What the vendor refuses to show is no effect. */
async function one(call: { name: string; input: Record<string, unknown> } | undefined, turn: number): Promise<void> {
  const effect = app.catalogue.get(call?.name ?? "") as Effect;
  const mark = `p${process.pid}-${turn}-${Date.now()}`;
  const text = JSON.stringify(call?.input ?? {}).replaceAll("MARK", mark);
  const origin = { surface: "cli" } as const;
  const context = { origin, traceId: mark, now: app.now, log };
  try {
    const proposer = { kind: "schedule", id: `proof:${process.pid}` } as const;
    const proposed = await trust.propose({
      call: { ...context, actor: proposer },
      effect,
      input: effect.input.parse(JSON.parse(text)),
    });
    const operator = { kind: "operator", id: "local-operator" } as const;
    const ballot = { ref: proposed.id, verdict: "approve", tag: proposed.payloadHash.slice(0, 16) } as const;
    const { id } = await trust.decide({ ...context, actor: operator }, ballot);
    process.stdout.write(`agreed ${id} ${effect.name} ${mark}\n`);
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
  }
}
