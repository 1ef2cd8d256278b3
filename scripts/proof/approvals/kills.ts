// Kills the process that acts, at any moment, while vendors lose answers and apply late: nothing may be lost, doubled or
// stuck, and only what cannot be known may end as uncertain.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Approval } from "#domain/trust/stored";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { createApprovals } from "#store/approvals";
import { verifyAudit } from "#store/audit-check";
import { openStore } from "#store/open";
import { startPostgres } from "../../../test/support/postgres.ts";
import { equal, type Figure, missing } from "../figure.ts";
import { addProjects, vendorsOf } from "./bot.ts";
import { type Agreed, COUNTS, callsOf } from "./objects.ts";
import { FAST } from "./timing.ts";

const KILLS = { short: 15, long: 500 };
/** From the first sign of life. */
const LIFE_MS_MAX = 2_000;
const LATE_MS = 400;
export async function* proveKills(folder: string, isLong: boolean): AsyncGenerator<Figure> {
  const kills = isLong ? KILLS.long : KILLS.short;
  yield* proveEngine("sqlite", { kills, url: join(folder, "effects.db") });
  const server = await startPostgres().catch(() => undefined);
  if (!server) {
    yield missing("kills of effects on Postgres", "its server could not be started here");
    return;
  }
  try {
    yield* proveEngine("postgres", { kills, url: new URL("postgres", server.url).href });
  } finally {
    await server.stop();
  }
}

async function* proveEngine(engine: string, { kills, url }: { kills: number; url: string }): AsyncGenerator<Figure> {
  const sandbox = await startSandbox({ seed: 1 });
  try {
    await prepare(url);
    const env = environmentOf(sandbox, url);
    spoil(sandbox);
    const agreed: Agreed[] = [];
    for (let kill = 0; kill < kills; kill++) await liveAndDie(env, agreed);
    await drain(env);
    yield* compare(`${engine}, ${kills} kills`, { sandbox, url, agreed });
  } finally {
    await sandbox.close();
  }
}

async function prepare(url: string): Promise<void> {
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  await store.migrate();
  await addProjects(store);
  await store.close();
}

/** Linear takes its reads by POST as well, so its writes are named. */
const WRITES = {
  github: ["POST"],
  jira: ["POST"],
  linear: ["issueCreate", "commentCreate"],
  pagerduty: ["POST"],
} as const;

/** Vendors that take some writes and lose the answer, and apply others late. */
function spoil(sandbox: Sandbox): void {
  for (const vendor of ["github", "jira", "linear", "pagerduty"] as const) {
    for (const on of WRITES[vendor]) {
      sandbox[vendor].fault({ kind: "reset_after", on, share: 0.1, times: 1_000_000 });
      sandbox[vendor].fault({ kind: "late", on, share: 0.1, times: 1_000_000, ms: LATE_MS });
    }
  }
}

function environmentOf(sandbox: Sandbox, url: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...FAST,
    ...vendorsOf(sandbox),
    DATABASE_URL: url,
    PROOF_CALLS: JSON.stringify(callsOf(sandbox)),
  };
}

const WORKER = ["scripts/proof/approvals/worker.ts"];

/** One life, from its first sign to a kill at any moment; what it said was agreed to counts from then on. */
async function liveAndDie(env: NodeJS.ProcessEnv, agreed: Agreed[]): Promise<void> {
  const child = spawn("node", WORKER, { env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit");
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await Promise.race([once(child.stdout, "data"), ended]);
  await pause(Math.random() * LIFE_MS_MAX);
  child.kill("SIGKILL");
  await ended;
  // A line cut in half was not said.
  for (const [, id = "", name = "", mark = ""] of said.matchAll(/^agreed (\S+) (\S+) (\S+)\n/gm)) {
    agreed.push({ id, name, mark });
  }
}

/** Lives undisturbed until nothing is left to do. */
async function drain(env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn("node", [...WORKER, "--drain"], { env, stdio: "ignore" });
  await once(child, "exit");
}

interface Found {
  sandbox: Sandbox;
  url: string;
  agreed: Agreed[];
}

async function* compare(name: string, { sandbox, url, agreed }: Found): AsyncGenerator<Figure> {
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  try {
    const approvals = createApprovals(store);
    const faults: Record<Fault, string[]> = { lost: [], doubled: [], stuck: [], guessed: [] };
    for (const one of agreed) {
      const count = COUNTS[one.name]?.(sandbox, one) ?? 0;
      const fault = findFault(await approvals.find(one.id), count);
      if (fault) faults[fault].push(one.id);
    }
    const uncertain = (await approvals.list({ statuses: ["uncertain"], limit: 1_000 })).length;
    yield equal(`${name}, ${agreed.length} effects agreed to: lost`, faults.lost, []);
    yield equal(`${name}: doubled`, faults.doubled, []);
    yield equal(`${name}: stuck`, faults.stuck, []);
    yield equal(`${name}: uncertain (${uncertain}) though it could be known`, faults.guessed, []);
    yield equal(`${name}: audit whole`, (await verifyAudit(store)).problem, null);
  } finally {
    await store.close();
  }
}

type Fault = "lost" | "doubled" | "stuck" | "guessed";

/** What the vendor has must be what we say it has. */
function findFault(approval: Approval | undefined, count: number): Fault | undefined {
  if (!approval) return "lost";
  return count > 1 ? "doubled" : findMismatch(approval, count);
}

function findMismatch(approval: Approval, count: number): Fault | undefined {
  switch (approval.status) {
    case "approved":
    case "performing":
      return "stuck";
    case "done":
      return count === 0 ? "lost" : undefined;
    case "failed":
      return count > 0 ? "lost" : undefined;
    case "uncertain":
      // Jira alone has no way to know whether an issue was made.
      return approval.vendor === "jira" && approval.name === "issue.create" ? undefined : "guessed";
    default:
      return undefined;
  }
}
