import { expect, it } from "vitest";
import { askOf, BRIEF, createModelHouse, STORY } from "../../support/model.ts";

const script = () => JSON.stringify({ title: "Fine", points: [], cites: [] });
const MONTH = "2026-11";

it("lets fifty at once spend no more than the budget and one call", async () => {
  const { model, ledger, limits, server } = await createModelHouse({ script, concurrency: 50 });
  limits.monthlyUsdMax = 5;
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => model.complete(BRIEF, askOf())));
  const done = outcomes.filter(({ status }) => status === "done").length;
  const refused = outcomes.filter((outcome) => outcome.status === "unusable" && outcome.reason === "budget").length;
  expect(done + refused).toBe(50);
  expect(done).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
  expect(server.requests.count()).toBe(done);
  const calls = await ledger.recent(100);
  const [dearest = 0] = calls.map(({ costUsd }) => costUsd).sort((a, b) => b - a);
  expect(await ledger.spent(MONTH)).toBeLessThanOrEqual(limits.monthlyUsdMax + dearest);
  const sum = calls.reduce((total, { costUsd }) => total + costUsd, 0);
  expect(await ledger.spent(MONTH)).toBeCloseTo(sum, 6);
});

it("asks nothing without a budget or a price, and says how to change that", async () => {
  const { model, limits, server } = await createModelHouse({ script });
  limits.monthlyUsdMax = 0;
  expect(await model.complete(BRIEF, askOf())).toMatchObject({
    ...{
      status: "unusable",
      reason: "budget",
      message: expect.stringContaining("a policy admin can set max_monthly_cost_usd"),
    },
  });
  const unpriced = await createModelHouse({ script, settings: { model: "nobody-knows" } });
  expect(await unpriced.model.complete(BRIEF, askOf())).toMatchObject({
    ...{ reason: "budget", message: expect.stringContaining("MODEL_PRICES") },
  });
  expect(server.requests.count() + unpriced.server.requests.count()).toBe(0);
  expect(unpriced.model.status().models).toContainEqual({ task: "default", model: "nobody-knows", isPriced: false });
});

it("asks a model that costs nothing also without a budget", async () => {
  const { model, limits } = await createModelHouse({
    ...{ script, settings: { prices: new Map([["writer", { input: 0, output: 0 }]]) } },
  });
  limits.monthlyUsdMax = 0;
  expect(await model.complete(BRIEF, askOf())).toMatchObject({ status: "done" });
});

const SEND_USD_MIN = 0.4;

it.each([
  ["nothing for a refusal", { kind: "status", status: 401 }, 0],
  ["one send for an answer after a lost one", { kind: "status", status: 502 }, 1],
  ["both sends where the connection breaks twice", { kind: "reset", times: 2 }, 2],
  ["both sends where a gateway gives up twice", { kind: "status", status: 504, times: 2 }, 2],
] as const)("sets down the most that it may cost: %s", async (_name, mishap, sends) => {
  const { model, server, ledger } = await createModelHouse({ script });
  server.misbehave(mishap);
  await model.complete(BRIEF, askOf());
  const [call] = await ledger.recent(1);
  expect(Math.floor((call?.costUsd ?? 0) / SEND_USD_MIN)).toBeGreaterThanOrEqual(sends);
  expect(call).toMatchObject(sends === 0 ? { costUsd: 0, tokensIn: 0 } : { isEstimated: true });
  expect(await ledger.spent(MONTH)).toBeCloseTo(call?.costUsd ?? 0, 6);
});

it.each(["broken_stream", "error_piece"] as const)("pays for the question and what was heard: %s", async (kind) => {
  const { model, server, ledger } = await createModelHouse({ script: () => "One sentence. And another one." });
  server.misbehave({ kind });
  for await (const piece of model.write(STORY, askOf()).text) expect(piece).not.toBe("");
  const [call] = await ledger.recent(1);
  expect(call).toMatchObject({ outcome: "unreachable", isEstimated: true });
  expect(call?.tokensIn).toBeGreaterThan(10);
  expect(call?.tokensOut).toBeGreaterThan(0);
  expect(call?.costUsd).toBeCloseTo(((call?.tokensIn ?? 0) + (call?.tokensOut ?? 0)) / 1_000, 6);
});

it("spends no more than the budget on a server that never answers", async () => {
  const { model, server, ledger, limits } = await createModelHouse({ script });
  limits.monthlyUsdMax = 3;
  server.misbehave({ kind: "status", status: 502, times: 100 });
  for (let turn = 0; turn < 2; turn++) await model.complete(BRIEF, askOf());
  expect(await model.complete(BRIEF, askOf())).toMatchObject({ status: "unusable", reason: "budget" });
  expect(await ledger.spent(MONTH)).toBeLessThanOrEqual(limits.monthlyUsdMax);
});

it("has no more conversations at once than it is allowed", async () => {
  const { model, server } = await createModelHouse({ script, concurrency: 2 });
  server.misbehave({ kind: "slow", ms: 30, times: 6 });
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => model.complete(BRIEF, askOf())));
  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => "done"));
  expect(Math.max(...server.requests.entries().map(({ atOnce }) => atOnce))).toBe(2);
});
