import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import type { Ports } from "#kernel/context";
import type { Actor } from "#kernel/invocation";
import { renderText } from "#surfaces/cli/text";
import { testKernel } from "../../support/kernel.ts";
import { askOf, BRIEF, createModelHouse, type ModelHouseOptions, TRACE } from "../../support/model.ts";

const ADA: Actor = { kind: "person", id: "slack:U1" };
const BEN: Actor = { kind: "person", id: "slack:U2" };
const OPERATOR: Actor = { kind: "operator", id: "local-operator" };
const KEY: Actor = { kind: "key", id: "key:ci" };
const EVE: Actor = { kind: "person", id: "slack:U0SECURITY" };
const script = ({ messages }: { messages: { content: string }[] }) =>
  messages.some(({ content }) => content.includes("Which single word"))
    ? JSON.stringify({ word: "lighthouse", cites: ["S1"] })
    : undefined;

async function open(options: ModelHouseOptions = {}, hasModel = true) {
  const house = await createModelHouse({ script, ...options });
  const trust = {
    policy: () => parsePolicyYaml("limits: { max_monthly_cost_usd: 100 }"),
    powers: async ({ actor }: { actor: Actor }) => ({ mayResume: [EVE.id, OPERATOR.id].includes(actor.id) }),
  };
  const ports = { model: hasModel ? house.model : null, traces: house.ledger, trust } as unknown as Partial<Ports>;
  const { invoke } = testKernel(catalogue, ports);
  async function call(name: string, input: unknown = {}, actor: Actor = ADA) {
    const outcome = await invoke({ name, input, actor, origin: { surface: "cli" } });
    const shown = "view" in outcome ? renderText(outcome.view) : "message" in outcome ? outcome.message : "";
    return { ...outcome, shown };
  }
  return { ...house, call };
}

it("opens a trace for whoever asked and for security admins, and for nobody else", async () => {
  const { model, call } = await open();
  await model.complete(BRIEF, askOf());
  const opened = await call("trace", { id: TRACE });
  expect(opened).toMatchObject({ status: "done", result: { id: TRACE, calls: [{ prompt: "brief@3/base" }] } });
  expect(opened.shown).toContain("Taken out: 1 email, 1 secret. Sources: github:acme/api#7, jira:API-12.");
  expect(await call("trace", { id: TRACE }, EVE)).toMatchObject({ status: "done" });
  expect(await call("trace", { id: TRACE }, OPERATOR)).toMatchObject({
    status: "done",
  });
  expect(await call("trace", { id: TRACE }, BEN)).toMatchObject({ status: "refused", code: "user" });
});

it("shows a key what was asked and what it cost, and nobody's words", async () => {
  const { model, call } = await open({ settings: { keepsBodies: true } });
  await model.complete(BRIEF, askOf());
  expect((await call("trace", { id: TRACE })).shown).toContain("Write about what waits.");
  const opened = await call("trace", { id: TRACE }, KEY);
  expect(opened).toMatchObject({
    status: "done",
    result: { calls: [{ body: null, reply: null, outcome: "answered" }] },
  });
});

it("knows nothing of a trace that there is not", async () => {
  const { call } = await open();
  expect((await call("trace", { id: TRACE })).shown).toBe("There is no such trace, or it is no longer kept.");
  expect(await call("trace", { id: "7" })).toMatchObject({ status: "refused", code: "invalid" });
});

it("says which model writes, when it was reached, and what it has cost", async () => {
  const { model, call } = await open();
  const before = await call("models");
  expect(before).toMatchObject({ result: { reached_at: null, spent_usd: 0 } });
  expect(before.shown).toContain("Not reached of late.");
  await model.complete(BRIEF, askOf());
  const after = await call("models");
  expect(after).toMatchObject({
    result: { month: "2026-11", budget_usd: 100, reached_at: "2026-11-20T10:00:00.000Z", calls: [{ trace_id: TRACE }] },
  });
  expect(after.shown).toMatch(/writer at http:\/\/127\.0\.0\.1:\d+ writes; \d\.\d\d US dollars of 100\.00 US dollars/);
});

it("says that rules write where there is no model, and which model has no price", async () => {
  const { call } = await open({}, false);
  expect((await call("models")).shown).toContain("everything is written by rules");
  expect(await call("models.check")).toMatchObject({ status: "refused", code: "user" });
  const unpriced = await open({ settings: { model: "mystery" } });
  expect((await unpriced.call("models")).shown).toContain("No price is known of mystery");
});

it.each([
  ["strict", "by the schema"],
  ["none", "as words"],
] as const)("tries out a server with formats %s, and says how it works", async (formats, how) => {
  const { call } = await open({ traits: { formats } });
  const checked = await call("models.check");
  expect(checked).toMatchObject({ result: { objects: { works: true }, streaming: { works: true } } });
  expect(checked.shown).toContain(`It answers with objects, ${how}. It can be read while it writes.`);
  const id = (checked as { result?: { trace_id: string } }).result?.trace_id;
  expect(await call("trace", { id })).toMatchObject({ status: "done" });
});

it("says what does not work", async () => {
  const { call, server } = await open();
  server.misbehave({ kind: "status", status: 401, times: 2 });
  const checked = await call("models.check");
  expect(checked).toMatchObject({ result: { objects: { works: false }, streaming: { works: false } } });
  expect(checked.shown).toContain("OPENAI_API_KEY");
});
