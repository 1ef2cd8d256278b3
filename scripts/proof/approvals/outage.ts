// One vendor is away for an hour of the bot's clock: what was agreed to waits and is done afterwards, and the work of
// another vendor goes on as quickly as before.
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sweep } from "#kernel/trust/sweep";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { atMost, equal, type Figure } from "../figure.ts";
import { agree, openBot, type ProofBot, prepare } from "./bot.ts";
import { vendorsOf } from "./vendors.ts";

const WAITING = 20;
const REHEARSED = 50;
const MEASURED = 300;
const HOUR_MS = 3_600_000;
const STEP_MS = 60_000;
const MIDST = 0.99;
const OPEN: ReadonlySet<string> = new Set(["approved", "performing"]);

/** Two bots over two worlds take turns with every effect, so that what else this machine does disturbs both alike; GitHub is away in one. */
export async function* proveOutage(folder: string): AsyncGenerator<Figure> {
  const calm = await settleIn(join(folder, "calm.db"));
  const struck = await settleIn(join(folder, "outage.db"));
  try {
    for (let number = 0; number < REHEARSED; number++) {
      for (const { bot } of [calm, struck]) await measure(bot, number);
    }
    struck.sandbox.github.fault({ kind: "status", status: 503, times: 1_000_000 });
    const waiting = await agreeToWait(struck);
    const [before, meanwhile]: [number[], number[]] = [[], []];
    for (let number = 0; number < MEASURED; number++) {
      before.push(await measure(calm.bot, number));
      meanwhile.push(await measure(struck.bot, number));
    }
    await passAnHour(struck.bot);
    struck.sandbox.github.faults.clear();
    await untilOver(struck.bot, waiting);
    yield proveDone(struck.sandbox);
    yield compare(before, meanwhile);
  } finally {
    await calm.leave();
    await struck.leave();
  }
}

interface Settled {
  sandbox: Sandbox;
  bot: ProofBot;
}

async function settleIn(url: string) {
  await prepare(url);
  const sandbox = await startSandbox({ seed: 1 });
  const bot = await openBot({ DATABASE_URL: url, ...vendorsOf(sandbox) });
  async function leave(): Promise<void> {
    await bot.close();
    await sandbox.close();
  }
  return { sandbox, bot, leave };
}

/** Proposed while the vendor could be seen, which the proposal does not look at again before it is agreed to. */
async function agreeToWait({ bot, sandbox }: Settled): Promise<string[]> {
  const pulls = sandbox.world.state.pulls.filter(({ state }) => state === "open");
  const ids: string[] = [];
  for (let number = 0; number < WAITING; number++) {
    const open = pulls[number % pulls.length];
    const pull = `${open?.repo.fullName}#${open?.number}`;
    const seen = { version: "open", does: `Comment on ${pull}`, subject: pull, link: null, payload: [] };
    const effect = { ...bot.effect("pr.comment"), preview: async () => seen };
    ids.push((await agree(bot, effect, { pull, body: `outage ${number}` })).id);
  }
  return ids;
}

async function passAnHour(bot: ProofBot): Promise<void> {
  for (let ms = 0; ms < HOUR_MS; ms += STEP_MS) {
    bot.pass(STEP_MS);
    await pause(10);
  }
}

function proveDone({ world }: Sandbox): Figure {
  const bodies = world.state.pulls.flatMap(({ comments }) => comments).map(({ body }) => body);
  const made = bodies.map((body) => /^outage \d+$/m.exec(body)?.[0]).filter((body) => body !== undefined);
  const name = `an hour without GitHub, ${WAITING} effects agreed to: comments made afterwards, different ones`;
  return equal(name, [made.length, new Set(made).size], [WAITING, WAITING]);
}

function compare(before: readonly number[], meanwhile: readonly number[]): Figure {
  const [calm, during] = [percentile(before), percentile(meanwhile)];
  const name = `Linear's p99 of ${meanwhile.length} meanwhile (${during.toFixed(1)} ms against ${calm.toFixed(1)} ms)`;
  return atMost(`${name}, ratio`, Math.round((during / calm) * 100) / 100, 1.1);
}

/** How long a comment on a ticket of Linear takes, from its agreement to its end. */
async function measure(bot: ProofBot, number: number): Promise<number> {
  const startedAt = performance.now();
  const input = { issue: `WEB-${1_001 + (number % 3)}`, body: `measured ${number}` };
  const { id } = await agree(bot, bot.effect("issue.comment"), input);
  await untilDone(bot, id);
  return performance.now() - startedAt;
}

function percentile(each: readonly number[]): number {
  return each.toSorted((a, b) => a - b)[Math.floor(each.length * MIDST)] ?? Number.NaN;
}

async function untilDone({ trust }: ProofBot, id: string): Promise<void> {
  for (;;) {
    const { status, error } = await trust.require(id);
    if (status === "done") return;
    if (!OPEN.has(status)) throw new Error(`A comment that was measured is ${status}: ${error}`);
    await pause(1);
  }
}

async function untilOver(bot: ProofBot, ids: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await Promise.all(ids.map((id) => bot.trust.require(id)));
    if (!found.some(({ status }) => OPEN.has(status))) return;
    bot.pass(STEP_MS / 2);
    await sweep(bot.parts);
    await pause(100);
  }
}
