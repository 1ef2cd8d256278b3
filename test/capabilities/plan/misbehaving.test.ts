import { expect, it } from "vitest";
import type { Ports } from "#kernel/context";
import type { MishapInput } from "#sandbox/openai/traits";
import { createRandom } from "#sandbox/world/random";
import { createModelHouse } from "../../support/model.ts";
import { openPlanning, scriptPlans } from "../../support/planning.ts";

const MISHAPS: MishapInput[] = [
  ...(
    ["prose", "fenced", "broken_json", "wrong_schema", "empty", "foreign", "refusal", "too_long", "reset"] as const
  ).map((kind) => ({ kind })),
  { kind: "slow", ms: 400 },
  { kind: "status", status: 400 },
  { kind: "status", status: 500 },
  { kind: "status", status: 429, retryAfter: 90 },
];
const FORMATS = ["strict", "json_object", "none", "ignored"] as const;
const FOREIGN = /evil|S99|FAKE-4242|U0FAKE/;
const CAP = 30;

async function misbehave(seed: number) {
  const random = createRandom(seed);
  const pick = <Item>(list: readonly Item[]) => list[Math.floor(random.next() * list.length)] as Item;
  const traits = { formats: pick(FORMATS), tellsUsage: random.next() < 0.5 };
  const script = (asked: Parameters<typeof scriptPlans>[0]) => (random.next() < 0.9 ? scriptPlans(asked) : undefined);
  const house = await createModelHouse({ traits, script, settings: { timeoutMs: 200 } });
  house.limits.monthlyUsdMax = CAP;
  for (let mishaps = 0; mishaps < 5; mishaps++) house.server.misbehave(pick(MISHAPS));
  const effects: unknown[] = [];
  const planning = await openPlanning({ model: house.model });
  Object.assign(planning.ports, {
    trust: { propose: async (asked: unknown) => effects.push(asked) } as unknown as Ports["trust"],
  });
  return { ...house, ...planning, effects };
}

/** So many at once, because most of their time is spent waiting. */
const AT_ONCE = 8;

async function planAll(seed: number): Promise<void> {
  const { ask, drain, ledger, effects, ports, said, errors } = await misbehave(seed);
  for (const idea of ["Refund within a day.", "Scan parcels in the shop."]) {
    expect(await ask("plan", { idea })).toMatchObject({ status: "done" });
  }
  await drain();
  await ask("plan.revise", { prd: 1, change: "Drop the scan." });
  await drain();

  expect(errors).toEqual([]);
  const prds = await ports.prds.list({ limit: 9 });
  expect(prds).toHaveLength(2);
  const texts = await Promise.all(prds.map(({ id }) => ports.prds.history(id)));
  expect(JSON.stringify([texts, said])).not.toMatch(FOREIGN);
  expect(effects).toEqual([]);
  const calls = await ledger.recent(200);
  const dearest = Math.max(0, ...calls.map(({ costUsd }) => costUsd));
  expect(await ledger.spent("2026-11")).toBeLessThanOrEqual(CAP + dearest);
}

it.each(Array.from({ length: 40 / AT_ONCE }, (_, index) => index * AT_ONCE))(
  "ends every plan with a PRD, without effects and without anything foreign, whatever misbehaving models from %i on do",
  async (first) => {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => planAll(first + index + 1)));
  },
);
