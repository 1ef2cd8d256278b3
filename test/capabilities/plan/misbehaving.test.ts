import { expect, it } from "vitest";
import { hasEnded } from "#domain/plan/plan";
import type { Ports } from "#kernel/context";
import type { Outcome } from "#kernel/invocation";
import type { Model } from "#kernel/ports/model";
import type { MishapInput } from "#sandbox/openai/traits";
import { createRandom } from "#sandbox/world/random";
import { createModelHouse } from "../../support/model.ts";
import { openPlanning, scriptPlans } from "../../support/planning.ts";

/** Nobody waits longer than this for one question to a model, here; and for its answer to be shown. */
const ASK_MS = 700;
const SPARE_MS = 5_000;
/** The proof measures what the suite only sees the end of: a busy machine is no fault of the product. */
const IS_MEASURED = process.env["PROVE_ANSWERS"] === "true";
/** Longer than anybody waits. */
const NEVER_MS = 60_000;

const MISHAPS: MishapInput[] = [
  ...(
    ["prose", "fenced", "broken_json", "wrong_schema", "empty", "foreign", "refusal", "too_long", "reset"] as const
  ).map((kind) => ({ kind })),
  { kind: "slow", ms: 400 },
  { kind: "slow", ms: NEVER_MS },
  { kind: "status", status: 400 },
  { kind: "status", status: 500 },
  { kind: "status", status: 429, retryAfter: 90 },
];
const FORMATS = ["strict", "json_object", "none", "ignored"] as const;
const FOREIGN = /evil|S99|FAKE-4242|U0FAKE/;
const CAP = 30;

/** The same model, given up after a while that a test can wait for. */
function withinAskMs(model: Model): Model {
  return {
    ...model,
    complete: (prompt, ask) => model.complete(prompt, { ...ask, timeMaxMs: Math.min(ask.timeMaxMs ?? ASK_MS, ASK_MS) }),
  };
}

async function misbehave(seed: number) {
  const random = createRandom(seed);
  const pick = <Item>(list: readonly Item[]) => list[Math.floor(random.next() * list.length)] as Item;
  const traits = { formats: pick(FORMATS), tellsUsage: random.next() < 0.5 };
  const script = (asked: Parameters<typeof scriptPlans>[0]) => (random.next() < 0.9 ? scriptPlans(asked) : undefined);
  // Of some, only the question as a whole has an end.
  const timeoutMs = random.next() < 0.8 ? 200 : NEVER_MS;
  const house = await createModelHouse({ traits, script, settings: { timeoutMs } });
  house.limits.monthlyUsdMax = CAP;
  for (let mishaps = 0; mishaps < 5; mishaps++) house.server.misbehave(pick(MISHAPS));
  const effects: unknown[] = [];
  const planning = await openPlanning({ model: withinAskMs(house.model) });
  Object.assign(planning.ports, {
    trust: { propose: async (asked: unknown) => effects.push(asked) } as unknown as Ports["trust"],
  });
  return { ...house, ...planning, effects };
}

/** Does it, and where it is measured, sees that it took no longer than its questions may take. */
async function answered<Result>(questions: number, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  const result = await work();
  if (IS_MEASURED) expect(performance.now() - startedAt).toBeLessThanOrEqual(questions * ASK_MS + SPARE_MS);
  return result;
}

/** So many at once, because most of their time is spent waiting. */
const AT_ONCE = 8;

async function planAll(seed: number): Promise<void> {
  const { ask, drain, ledger, effects, ports, said, errors } = await misbehave(seed);
  const plans: string[] = [];
  async function begin(name: string, input: object): Promise<void> {
    const outcome: Outcome = await ask(name, input);
    expect(outcome).toMatchObject({ status: "done" });
    if (outcome.status === "done") plans.push((outcome.result as { plan: string }).plan);
  }
  await answered(4, async () => {
    for (const idea of ["Refund within a day.", "Scan parcels in the shop."]) await begin("plan", { idea });
    await drain();
  });
  await answered(1, async () => {
    await begin("plan.revise", { prd: 1, change: "Drop the scan." });
    await drain();
  });
  const changelog = await answered(1, () => ask("prd.changelog", { prd: 1 }));

  expect(errors).toEqual([]);
  // Each has said how it ended, and what nobody waits for has an end of its own.
  expect(changelog).toMatchObject({ status: "done" });
  for (const plan of plans) expect(hasEnded((await ports.plans.find(plan)) ?? { stage: "waiting" }), plan).toBe(true);
  const prds = await ports.prds.list({ limit: 9 });
  expect(prds).toHaveLength(2);
  const texts = await Promise.all(prds.map(({ id }) => ports.prds.history(id)));
  expect(JSON.stringify([texts, said, changelog])).not.toMatch(FOREIGN);
  expect(effects).toEqual([]);
  const calls = await ledger.recent(200);
  expect(calls.every(({ outcome }) => outcome !== null)).toBe(true);
  const dearest = Math.max(0, ...calls.map(({ costUsd }) => costUsd));
  expect(await ledger.spent("2026-11")).toBeLessThanOrEqual(CAP + dearest);
}

it.each(Array.from({ length: 40 / AT_ONCE }, (_, index) => index * AT_ONCE))(
  "answers every command, without effects and without anything foreign, whatever misbehaving models from %i on do",
  async (first) => {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => planAll(first + index + 1)));
  },
);

it("answers in the words of rules where the model never says a word, and says that it is why", async () => {
  const house = await createModelHouse({ settings: { timeoutMs: NEVER_MS } });
  house.server.misbehave({ kind: "slow", ms: NEVER_MS, times: 99 });
  const { ask, drain, ports } = await openPlanning({ model: withinAskMs(house.model) });
  const begun = await ask("plan", { idea: "Refund within a day." });
  await drain();
  const plan = await ports.plans.find(begun.status === "done" ? (begun.result as { plan: string }).plan : "");
  expect(plan).toMatchObject({ stage: "done", prd: 1, writer: null, notice: expect.stringContaining("skeleton") });
  expect((await house.ledger.recent(9)).map(({ outcome }) => outcome)).toEqual(["stopped"]);
});
