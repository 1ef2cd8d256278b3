// Kills the process at one system call after another of a single execution, by strace: wherever it was cut, it must end the
// same.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { STATUSES } from "#domain/trust/status";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { createApprovals } from "#store/approvals";
import { startPostgres } from "../../../test/support/postgres.ts";
import { atLeast, equal, type Figure, missing } from "../figure.ts";
import { openProofStore, prepare } from "./bot.ts";
import { drain, readAgreed } from "./lives.ts";
import { COUNTS } from "./objects.ts";
import { findFault } from "./reckoning.ts";
import { FAST } from "./timing.ts";
import { vendorsOf } from "./vendors.ts";

const WORKER = "scripts/proof/approvals/worker.ts";
/** By which a process changes the file of its database, or tells a server and a vendor anything. */
const CALLS = {
  sqlite: "pwrite64,fsync,fdatasync,ftruncate,unlink,writev",
  postgres: "write,writev,sendto,sendmsg",
};
type Engine = keyof typeof CALLS;
/** The short form tries every so many-th; an execution makes some hundred of these calls. */
const FORMS = { short: { stride: 12, cutsMin: 5, callsMax: 300 }, long: { stride: 1, cutsMin: 50, callsMax: 2_000 } };
/** Most of each is waiting, until it is proved that the dead send nothing any more. */
const AT_ONCE = 3;

export async function* proveCuts(folder: string, isLong: boolean): AsyncGenerator<Figure> {
  if (spawnSync("strace", ["-V"]).status !== 0) {
    yield missing("cuts at every system call", "strace is not there");
    return;
  }
  yield* cutEverywhere("sqlite", isLong, async (when) => join(folder, `cut-${when}.db`));
  const server = await startPostgres().catch(() => undefined);
  if (!server) {
    yield missing("cuts at every system call on Postgres", "its server could not be started here");
    return;
  }
  try {
    yield* cutEverywhere("postgres", isLong, (when) => createDatabase(server.url, `cut_${when}`));
  } finally {
    await server.stop();
  }
}

async function createDatabase(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return new URL(name, server).href;
}

async function* cutEverywhere(
  engine: Engine,
  isLong: boolean,
  urlOf: (when: number) => Promise<string>,
): AsyncGenerator<Figure> {
  const { stride, cutsMin, callsMax } = isLong ? FORMS.long : FORMS.short;
  const sandbox = await startSandbox({ seed: 1 });
  try {
    const bad: string[] = [];
    const found = { cuts: 0, isOver: false };
    let when = 1 - stride;
    async function cutOn(): Promise<void> {
      while (!found.isOver && when + stride < callsMax) {
        when += stride;
        const mine = when;
        if (await cut({ sandbox, engine, url: await urlOf(mine), when: mine, bad })) found.cuts++;
        else found.isOver = true;
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, cutOn));
    yield atLeast(`${engine}: one execution cut at so many system calls`, found.cuts, cutsMin);
    yield equal(`${engine}: one execution, wherever it was cut: lost, doubled, stuck or guessed`, bad, []);
  } finally {
    await sandbox.close();
  }
}

interface Cut {
  sandbox: Sandbox;
  engine: Engine;
  url: string;
  when: number;
  bad: string[];
}

/** One execution, killed at its n-th call, then brought to its end; false when it ended before. */
async function cut({ sandbox, engine, url, when, bad }: Cut): Promise<boolean> {
  await prepare(url);
  const pull = sandbox.world.state.pulls.find(({ state }) => state === "open");
  const calls = [{ name: "pr.comment", input: { pull: `${pull?.repo.fullName}#${pull?.number}`, body: "MARK" } }];
  const env = { ...process.env, ...FAST, ...vendorsOf(sandbox), DATABASE_URL: url, PROOF_CALLS: JSON.stringify(calls) };
  const words = [realpathSync("node_modules/.bin/node"), WORKER, "--once"];
  const calledAs = CALLS[engine];
  const inject = `inject=${calledAs}:signal=SIGKILL:when=${when}`;
  const child = spawn("strace", ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${calledAs}`, "-e", inject, ...words], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  // It ends as the process did that it watches: anything else would be no cut, but a fault of this proof.
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`The execution to be cut ended with ${code ?? signal}.`);
  await drain({ worker: WORKER, env });
  await compare({ sandbox, engine, url, when, bad }, said);
  return signal === "SIGKILL";
}

async function compare({ sandbox, url, when, bad }: Cut, said: string): Promise<void> {
  const store = await openProofStore(url);
  try {
    const all = await createApprovals(store).list({ statuses: STATUSES, limit: 10 });
    const decided = all.filter(({ status }) => status !== "pending");
    for (const approval of decided) {
      const { id, name, status } = approval;
      const count = COUNTS[name]?.(sandbox, { id, name, mark: id }) ?? 0;
      const fault = status === "done" ? findFault(approval, count) : `${status} with ${count}`;
      if (fault) bad.push(`cut ${when}: ${fault}`);
    }
    const lost = readAgreed(said).filter(({ id }) => !decided.some((one) => one.id === id));
    if (lost.length > 0) bad.push(`cut ${when}: lost`);
  } finally {
    await store.close();
  }
}
