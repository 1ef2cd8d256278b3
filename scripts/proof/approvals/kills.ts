// Kills the process that acts, at any moment, while vendors lose answers and apply late: nothing may be lost, doubled or
// stuck, and only what cannot be known may end as uncertain.
import { join } from "node:path";
import { startSandbox } from "#sandbox/start";
import { startPostgres } from "../../../test/support/postgres.ts";
import { type Figure, missing } from "../figure.ts";
import { prepare } from "./bot.ts";
import { drain, liveAndDie } from "./lives.ts";
import { callsOf } from "./objects.ts";
import { reckon } from "./reckoning.ts";
import { FAST } from "./timing.ts";
import { spoil, vendorsOf } from "./vendors.ts";

const KILLS = { short: 15, long: 500 };
const LIFE = { agreedMax: 8, momentMsMax: 100 };
const WORKER = "scripts/proof/approvals/worker.ts";

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

interface Engine {
  kills: number;
  /** Of an empty database. */
  url: string;
}

async function* proveEngine(engine: string, { kills, url }: Engine): AsyncGenerator<Figure> {
  const sandbox = await startSandbox({ seed: 1 });
  try {
    await prepare(url);
    const calls = JSON.stringify(callsOf(sandbox));
    const env = { ...process.env, ...FAST, ...vendorsOf(sandbox), DATABASE_URL: url, PROOF_CALLS: calls };
    // Also has everything compiled, which a process that is killed does not leave behind.
    await drain({ worker: WORKER, env });
    spoil(sandbox);
    const agreed = await liveAndDie({ kills, ...LIFE, worker: WORKER, env });
    await drain({ worker: WORKER, env });
    yield* reckon(`${engine}, ${kills} kills`, { sandbox, url, agreed, doneMin: kills });
  } finally {
    await sandbox.close();
  }
}
