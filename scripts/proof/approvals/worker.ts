// One life of the process that is killed. It loads everything, says so, and waits for a line on its input. Then it proposes
// effects, has them agreed to, and performs what it can until it dies; it prints a line for each that was agreed to, after
// that is committed. With "--once" it is one effect, brought to its end, and with "--drain" it only ends what was begun.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { sweep } from "#kernel/trust/sweep";
import { agree, openBot, type ProofBot } from "./bot.ts";

const WAITING_MAX = 60;
const PROPOSERS = 4;
/** The clock of a bot has it swept every minute. */
const SWEEP_TURNS = 20;
/** What is not at its end after so many is stuck; what a vendor put off may wait for five minutes before it is tried again. */
const TURNS_MAX = 9_000;
const TURN_MS = 50;
const OPEN = ["approved", "performing"] as const;

interface Call {
  name: string;
  input: Record<string, unknown>;
}

const calls = JSON.parse(process.env["PROOF_CALLS"] ?? "[]") as Call[];
const [way] = process.argv.slice(2);
if (way === undefined) await wait();
const bot = await openBot(process.env);
await sweep(bot.parts);
if (way === "--once") await one(bot, calls[0], 1);
if (way === undefined) await live(bot);
else await drain(bot);

/** The libraries of vendors are loaded when they are first needed, which would be most of a short life. */
async function wait(): Promise<void> {
  await Promise.all([import("@octokit/rest"), import("@linear/sdk"), import("jira.js/cloud")]);
  process.stdout.write("loaded\n");
  await once(process.stdin, "data");
}

async function countOpen({ trust }: ProofBot): Promise<number> {
  return (await trust.list({ statuses: OPEN, limit: 500 })).length;
}

async function drain(bot: ProofBot): Promise<void> {
  for (let turn = 1; turn < TURNS_MAX && (await countOpen(bot)) > 0; turn++) {
    await pause(TURN_MS);
    if (turn % SWEEP_TURNS === 0) await sweep(bot.parts);
  }
  await bot.close();
}

async function live(bot: ProofBot): Promise<never> {
  process.stdout.write("alive\n");
  let turn = process.pid;
  async function propose(): Promise<never> {
    for (;;) {
      if ((await countOpen(bot)) > WAITING_MAX) await pause(20);
      else await one(bot, calls[turn % calls.length], turn++);
    }
  }
  return Promise.race(Array.from({ length: PROPOSERS }, propose));
}

/** What the vendor refuses to show is no effect. */
async function one(bot: ProofBot, call: Call | undefined, turn: number): Promise<void> {
  const mark = `p${process.pid}-${turn}-${Date.now()}`;
  const input = JSON.parse(JSON.stringify(call?.input ?? {}).replaceAll("MARK", mark));
  try {
    const { id, name } = await agree(bot, bot.effect(call?.name ?? ""), input);
    process.stdout.write(`agreed ${id} ${name} ${mark}\n`);
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
  }
}
