// Kills the process at one system call after another of a single execution, by strace: wherever it was cut, it must end the
// same.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { createApprovals } from "#store/approvals";
import { openStore } from "#store/open";
import { equal, type Figure, missing } from "../figure.ts";
import { addProjects, vendorsOf } from "./bot.ts";
import { COUNTS } from "./objects.ts";
import { FAST } from "./timing.ts";

const CALLS = "pwrite64,fsync,fdatasync,ftruncate,unlink,writev";
const CUTS_MAX = 2_000;
/** The short form tries every so many-th. */
const STRIDE = { short: 17, long: 1 };

export async function* proveCuts(folder: string, isLong: boolean): AsyncGenerator<Figure> {
  if (spawnSync("strace", ["-V"]).status !== 0) {
    yield missing("cuts at every system call", "strace is not there");
    return;
  }
  const sandbox = await startSandbox({ seed: 1 });
  try {
    const url = join(folder, "cuts.db");
    const bad: string[] = [];
    let cuts = 0;
    for (let when = 1; when < CUTS_MAX; when += isLong ? STRIDE.long : STRIDE.short) {
      const isCut = await cut({ sandbox, url, when, bad });
      if (!isCut) break;
      cuts++;
    }
    yield equal(`one execution cut at ${cuts} system calls: lost, doubled or stuck`, bad, []);
  } finally {
    await sandbox.close();
  }
}

interface Cut {
  sandbox: Sandbox;
  url: string;
  when: number;
  bad: string[];
}

/** One execution, killed at its n-th call, then brought to its end; false when it ended before. */
async function cut({ sandbox, url, when, bad }: Cut): Promise<boolean> {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(url + suffix, { force: true });
  await prepare(url);
  const pull = sandbox.world.state.pulls.find(({ state }) => state === "open");
  const calls = [{ name: "pr.comment", input: { pull: `${pull?.repo.fullName}#${pull?.number}`, body: "MARK" } }];
  const env = { ...process.env, ...FAST, ...vendorsOf(sandbox), DATABASE_URL: url, PROOF_CALLS: JSON.stringify(calls) };
  const node = realpathSync("node_modules/.bin/node");
  const words = [node, "scripts/proof/approvals/worker.ts", "--once"];
  const inject = `inject=${CALLS}:signal=SIGKILL:when=${when}`;
  const child = spawn("strace", ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${CALLS}`, "-e", inject, ...words], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, "exit");
  const drained = spawn("node", ["scripts/proof/approvals/worker.ts", "--drain"], { env, stdio: "ignore" });
  await once(drained, "exit");
  await compare({ sandbox, url, when, bad }, said);
  return code !== 0;
}

async function prepare(url: string): Promise<void> {
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  await store.migrate();
  await addProjects(store);
  await store.close();
}

async function compare({ sandbox, url, when, bad }: Cut, said: string): Promise<void> {
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  try {
    const all = await createApprovals(store).list({
      statuses: ["approved", "performing", "done", "failed"],
      limit: 10,
    });
    for (const { id, name, status } of all) {
      const count = COUNTS[name]?.(sandbox, { id, name, mark: id }) ?? 0;
      if (status !== "done" || count !== 1) bad.push(`cut ${when}: ${status} with ${count}`);
    }
    const agreed = /^agreed (\S+)/m.exec(said)?.[1];
    if (agreed && !all.some(({ id }) => id === agreed)) bad.push(`cut ${when}: lost`);
  } finally {
    await store.close();
  }
}
