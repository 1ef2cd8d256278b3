// One vendor is away for an hour of the bot's clock: what was agreed to waits and is done afterwards, and the work of
// another vendor goes on as quickly as before.
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { hashTag } from "#domain/trust/approval";
import type { Effect } from "#kernel/capability";
import { sweep } from "#kernel/trust/sweep";
import { startSandbox } from "#sandbox/start";
import { atMost, equal, type Figure } from "../figure.ts";
import { openBot, type ProofBot } from "./bot.ts";

const WAITING = 20;
const MEASURED = 120;
const BATCHES = 3;
const HOUR_MS = 3_600_000;
const STEP_MS = 60_000;
const MIDST = 0.99;

export async function* proveOutage(folder: string): AsyncGenerator<Figure> {
  const sandbox = await startSandbox({ seed: 1 });
  const bot = await openBot({ sandbox, url: join(folder, "outage.db") });
  try {
    const pulls = sandbox.world.state.pulls.filter(({ state }) => state === "open");
    await measure(bot);
    const calm = await measure(bot);
    sandbox.github.fault({ kind: "status", status: 503, times: 1_000_000 });
    const waiting: string[] = [];
    for (let number = 0; number < WAITING; number++) {
      const pull = pulls[number % pulls.length];
      const input = { pull: `${pull?.repo.fullName}#${pull?.number}`, body: `outage ${number}` };
      waiting.push(await agree(bot, "pr.comment", input, { isBlind: true }));
    }
    const during = await measure(bot);
    for (let ms = 0; ms < HOUR_MS; ms += STEP_MS) {
      bot.pass(STEP_MS);
      await pause(10);
    }
    sandbox.github.faults.clear();
    await untilDone(bot, waiting);
    const made = pulls.flatMap(({ comments }) => comments).filter(({ body }) => body.startsWith("outage"));
    yield equal(`an hour without GitHub: of ${WAITING} effects done afterwards, once each`, made.length, WAITING);
    const ratio = Math.round((during / calm) * 100) / 100;
    yield atMost(`Linear's p99 meanwhile (${during.toFixed(0)} ms against ${calm.toFixed(0)} ms), ratio`, ratio, 1.1);
  } finally {
    await bot.close();
    await sandbox.close();
  }
}

/** The middle one of several measurements: a p99 is what a machine's other work disturbs first. */
async function measure(bot: ProofBot): Promise<number> {
  const each: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) each.push(await measureBatch(bot));
  return each.toSorted((a, b) => a - b)[Math.floor(BATCHES / 2)] ?? Number.NaN;
}

/** The p99 of comments on a ticket of Linear, from their agreement to their end. */
async function measureBatch(bot: ProofBot): Promise<number> {
  const each: number[] = [];
  for (let number = 0; number < MEASURED; number++) {
    const startedAt = performance.now();
    const id = await agree(bot, "issue.comment", { issue: `WEB-${1_001 + (number % 3)}`, body: `measured ${number}` });
    while ((await bot.trust.require(id)).status !== "done") await pause(1);
    each.push(performance.now() - startedAt);
  }
  return each.toSorted((a, b) => a - b)[Math.floor(MEASURED * MIDST)] ?? Number.NaN;
}

/** Proposed while the vendor could be seen; `isBlind` keeps a proposal from looking again before it is agreed to. */
async function agree(
  bot: ProofBot,
  name: string,
  input: Record<string, unknown>,
  { isBlind = false } = {},
): Promise<string> {
  const effect = bot.catalogue.get(name) as Effect;
  const shown = isBlind ? { ...effect, preview: async () => blindPreview(input) } : effect;
  const actor = { kind: "schedule", id: "proof" } as const;
  const { id, payloadHash } = await bot.trust.propose({
    call: bot.callBy(actor),
    effect: shown,
    input: effect.input.parse(input),
  });
  const operator = bot.callBy({ kind: "operator", id: "local-operator" });
  await bot.trust.decide(operator, { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
  return id;
}

/** What the approver saw before the vendor went away: an open pull request. */
function blindPreview({ pull }: Record<string, unknown>) {
  const name = String(pull);
  return { version: "open", does: `Comment on ${name}`, subject: name, link: null, payload: [] };
}

async function untilDone(bot: ProofBot, ids: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await Promise.all(ids.map((id) => bot.trust.require(id)));
    if (found.every(({ status }) => status !== "approved" && status !== "performing")) return;
    bot.pass(STEP_MS / 2);
    await sweep(bot.parts);
    await pause(100);
  }
}
