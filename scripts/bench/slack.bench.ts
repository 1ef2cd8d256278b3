// Adjutant in Slack beside a bare Bolt app, both in processes of their own against the same sandbox, taking turns.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { createCaller, inFlight, quantile, untilConnected, untilTrue } from "./caller.ts";
import { type BenchResult, median } from "./result.ts";

const IDLE_MS = 3_000;
/** What a first start leaves on disk, it leaves a little after it is connected. */
const WARM_MS = 1_500;
const MANY = 100;

/** Short and long form. */
const SIZES = {
  short: { starts: 3, rounds: 3, single: 200, many: 2_000 },
  long: { starts: 7, rounds: 5, single: 1_000, many: 10_000 },
};

type Name = "bolt" | "adjutant";

const CONTENDERS: Record<Name, string> = { bolt: "scripts/bench/bare-bolt.ts", adjutant: "src/main.ts" };
const NAMES: Name[] = ["bolt", "adjutant"];

type Measures = Record<"startMs" | "idleMb" | "ackOneP50" | "ackManyRate" | "ackManyP99" | "postRate", number>;

export async function run(isLong: boolean): Promise<BenchResult[]> {
  const size = isLong ? SIZES.long : SIZES.short;
  const taken = { bolt: [] as Measures[], adjutant: [] as Measures[] };
  for (let round = 0; round < size.rounds; round++) {
    for (const name of NAMES) taken[name].push(await measure(name, size));
  }
  const middle = (name: Name, key: keyof Measures) => median(taken[name].map((measures) => measures[key]));
  function compare(name: string, key: keyof Measures, unit: string, bar: NonNullable<BenchResult["bar"]>): BenchResult {
    return { name, value: middle("adjutant", key), unit, floor: middle("bolt", key), bar };
  }
  return [
    compare("start to connected", "startMs", "ms", { atMost: 1.6 }),
    compare("memory when idle", "idleMb", "MB", { atMost: 1.7 }),
    compare("durable ack, 1 in flight, p50", "ackOneP50", "ms", { atMost: 20 }),
    compare("durable ack, 100 in flight", "ackManyRate", "acks/s", { atLeast: 0.5 }),
    compare("durable ack, 100 in flight, p99", "ackManyP99", "ms", { atMost: 2 }),
    compare("command to answer, 100 in flight", "postRate", "answers/s", { atLeast: 1 }),
  ];
}

async function measure(name: Name, size: (typeof SIZES)["short"]): Promise<Measures> {
  const folder = mkdtempSync(join(tmpdir(), "adjutant-bench-"));
  const sandbox = await startSandbox({ seed: 1 });
  try {
    const begin = () => start(CONTENDERS[name], sandbox, folder);
    await warmUp(begin, sandbox);
    const startedAt = performance.now();
    const bot = begin();
    await untilConnected(sandbox);
    const startMs = performance.now() - startedAt;
    await pause(IDLE_MS);
    const idleMb = readMemoryMb(bot);
    const caller = createCaller(sandbox);
    await inFlight(MANY, size.single, caller.answer);
    const one = await inFlight(1, size.single, caller.ack);
    await caller.drained();
    const many = await inFlight(MANY, size.many, caller.ack);
    await caller.drained();
    const posts = await inFlight(MANY, size.many, caller.answer);
    await stop(bot);
    return {
      ...{ startMs, idleMb, ackOneP50: quantile(one.each, 0.5), ackManyP99: quantile(many.each, 0.99) },
      ackManyRate: (size.many / many.totalMs) * 1_000,
      postRate: (size.many / posts.totalMs) * 1_000,
    };
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first start fills caches on disk and migrates, for both alike. */
async function warmUp(begin: () => ChildProcess, sandbox: Sandbox): Promise<void> {
  const bot = begin();
  await untilConnected(sandbox);
  await pause(WARM_MS);
  await stop(bot);
  await untilTrue(() => sandbox.slack.office.sockets.count() === 0);
}

function start(file: string, sandbox: Sandbox, folder: string): ChildProcess {
  const env = {
    ...process.env,
    DATABASE_URL: join(folder, "adjutant.db"),
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    HTTP_PORT: "0",
    LOG_LEVEL: "warn",
  };
  // Each as it is really started: ours by the words of "npm start", Bolt's tutorial by node alone.
  const words = file === CONTENDERS.adjutant ? startWords() : [file];
  const flags = process.env["BENCH_PROFILE"] ? ["--cpu-prof", "--cpu-prof-dir=/tmp/prof"] : [];
  return spawn("node", [...flags, ...words], { env, stdio: ["ignore", "ignore", "inherit"] });
}

function startWords(): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
  return scripts.start.split(" ").slice(1);
}

async function stop(bot: ChildProcess): Promise<void> {
  bot.kill(process.env["BENCH_PROFILE"] ? "SIGTERM" : "SIGKILL");
  await once(bot, "exit");
}

function readMemoryMb({ pid }: ChildProcess): number {
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1_024;
}
