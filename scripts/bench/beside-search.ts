// How long people wait for an acknowledgement while somebody searches, against the same bot when nobody does.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { findFreePort } from "#sandbox/wire/free-port";
import { createCaller, inFlight, quantile, untilConnected } from "./caller.ts";
import { type BenchResult, median } from "./result.ts";

const KEY = "a-key-of-the-bench-only";
const COMMANDS = 300;
const ROUNDS = 5;
/** Caches fill, and the first searches open the index. */
const WARM_MS = 2_000;
const RATIO_MAX = 1.2;
/** As often as the limit on callers allows, and no oftener. */
const PAUSE_MS = 110;

/** `file` is a database with an index; the questions are asked one after the other. */
export async function measureBeside(file: string, questions: readonly string[]): Promise<BenchResult> {
  const sandbox = await startSandbox({ seed: 1 });
  const port = await findFreePort();
  const bot = startBot(sandbox, file, port);
  try {
    await untilConnected(sandbox);
    const searcher = createSearcher(`http://127.0.0.1:${port}/v1/rag/search`, questions);
    await searcher.during(() => pause(WARM_MS));
    const caller = createCaller(sandbox);
    const ackP99 = async () => quantile((await inFlight(1, COMMANDS, caller.ack)).each, 0.99);
    await ackP99();
    const [idle, beside] = [[] as number[], [] as number[]];
    for (let round = 0; round < ROUNDS; round++) {
      idle.push(await ackP99());
      beside.push(await searcher.during(ackP99));
    }
    if (searcher.count() === 0) throw new Error("Nothing was searched meanwhile.");
    const name = `ack p99 beside ${searcher.count()} searches`;
    return { name, value: median(beside), unit: "ms", floor: median(idle), bar: { atMost: RATIO_MAX } };
  } finally {
    bot.kill("SIGKILL");
    await once(bot, "exit");
    await sandbox.close();
  }
}

function startBot(sandbox: Sandbox, file: string, port: number): ChildProcess {
  const env = {
    ...process.env,
    DATABASE_URL: file,
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    HTTP_PORT: String(port),
    API_KEYS: `bench:${KEY}`,
    LOG_LEVEL: "warn",
  };
  return spawn("node", ["scripts/launch.js", "src/main.ts"], { env, stdio: ["ignore", "ignore", "inherit"] });
}

function createSearcher(url: string, questions: readonly string[]) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${KEY}` };
  let searched = 0;

  async function search(): Promise<void> {
    const q = questions[searched % questions.length] ?? "";
    const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify({ q, top_k: 5 }) });
    if (!reply.ok) throw new Error(`A search was answered with ${reply.status}.`);
    await reply.arrayBuffer();
    searched++;
  }

  return {
    count: () => searched,
    /** Searches for as long as `work` takes. */
    async during<Result>(work: () => Promise<Result>): Promise<Result> {
      let isOver = false;
      const searching = (async () => {
        while (!isOver) await Promise.all([search(), pause(PAUSE_MS)]);
      })();
      try {
        return await work();
      } finally {
        isOver = true;
        await searching;
      }
    },
  };
}
