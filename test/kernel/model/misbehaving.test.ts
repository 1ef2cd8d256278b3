import { expect, it } from "vitest";
import type { MishapInput } from "#sandbox/openai/traits";
import { createRandom } from "#sandbox/world/random";
import { askOf, BRIEF, createModelHouse, STORY } from "../../support/model.ts";

const GOOD = JSON.stringify({ title: "What waits", points: ["API-12 waits [S2]."], cites: ["S2"] });
const MISHAPS: MishapInput[] = [
  ...(["prose", "fenced", "broken_json", "wrong_schema", "empty", "foreign", "refusal", "too_long"] as const).map(
    (kind) => ({ kind }),
  ),
  ...(["cut", "broken_stream", "error_piece", "stall"] as const).map((kind) => ({ kind })),
  { kind: "status", status: 400 },
  { kind: "status", status: 429, retryAfter: 90 },
];
const FORMATS = ["strict", "json_object", "none", "ignored"] as const;
const REASONS = ["refused", "truncated", "invalid", "timeout", "unreachable", "budget"];
const CAP = 4;

async function misbehave(seed: number) {
  const random = createRandom(seed);
  const pick = <Item>(list: readonly Item[]) => list[Math.floor(random.next() * list.length)] as Item;
  const traits = { formats: pick(FORMATS), tellsUsage: random.next() < 0.5, tellsRole: random.next() < 0.5 };
  const house = await createModelHouse({
    ...{ traits, stallMs: 150, script: () => (random.next() < 0.9 ? GOOD : undefined) },
  });
  house.limits.monthlyUsdMax = CAP;
  const plan = Array.from({ length: 4 }, () => pick(MISHAPS));
  for (const mishap of plan) house.server.misbehave(mishap);
  return { ...house, plan };
}

it.each(Array.from({ length: 40 }, (_, index) => index + 1))(
  "stays usable, harmless and within its budget with the misbehaving model %i",
  async (seed) => {
    const { model, ledger, said } = await misbehave(seed);
    for (let turn = 0; turn < 3; turn++) {
      const outcome = await model.complete(BRIEF, askOf());
      const { text, outcome: ending } = model.write(STORY, askOf());
      const pieces: string[] = [];
      for await (const piece of text) pieces.push(piece);
      const written = await ending;
      expect(JSON.stringify([outcome, pieces])).not.toMatch(/evil|S99|FAKE|U0FAKE/);
      for (const one of [outcome, written]) if (one.status === "unusable") expect(REASONS).toContain(one.reason);
    }
    const calls = await ledger.recent(100);
    const dearest = Math.max(...calls.map(({ costUsd }) => costUsd));
    expect(await ledger.spent("2026-11")).toBeLessThanOrEqual(CAP + dearest);
    expect(calls.every(({ outcome }) => outcome !== null)).toBe(true);
    expect(said().join("")).not.toMatch(/ada@acme|ghp_|"tools"/);
  },
);
