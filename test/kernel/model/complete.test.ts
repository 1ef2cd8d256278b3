import { expect, it } from "vitest";
import { askOf, BRIEF, createModelHouse, SOURCES, TRACE } from "../../support/model.ts";

const GOOD = JSON.stringify({ title: "What waits", points: ["API-12 waits [S2]."], cites: ["S2"] });
const script = () => GOOD;

it("answers with an object of the schema, and says where it comes from", async () => {
  const { model, calls, measured } = await createModelHouse({ script });
  const outcome = await model.complete(BRIEF, askOf());
  expect(outcome).toMatchObject({
    status: "done",
    value: { title: "What waits", points: ["API-12 waits [S2]."], cites: ["jira:API-12"] },
    provenance: { traceId: TRACE, model: "writer", prompt: "brief@3/base", isTainted: true },
  });
  expect(outcome.provenance.cited[0]).toEqual({ ref: "S1", id: SOURCES[0]?.id, url: SOURCES[0]?.url });
  expect(await calls()).toMatchObject([
    {
      ...{ task: "brief", prompt: "brief", promptVersion: 3, variant: "base", model: "writer", rung: "json_schema" },
      ...{ outcome: "answered", isEstimated: false, actor: "slack:U1", sources: SOURCES.map(({ id }) => id) },
      ...{ redactions: { email: 1, secret: 1 }, body: null, reply: null },
    },
  ]);
  expect(measured).toMatchObject([{ task: "brief", outcome: "answered" }]);
});

it("lets nothing personal or secret leave, fences what strangers wrote, and gives no tools", async () => {
  const { model, said } = await createModelHouse({ script });
  await model.complete(BRIEF, askOf());
  const [body = ""] = said();
  expect(body).not.toMatch(/ada@acme|ghp_/);
  expect(body).toContain("Ask [email-1], token [redacted]");
  expect(body).toMatch(/⟦source S1 \w+⟧ pull request, anyone may have written it/);
  expect(body).not.toMatch(/"tools"|"tool_choice"/);
});

it("puts back in the answer what was taken out of the question", async () => {
  const answer = JSON.stringify({ title: "Ask [email-1]", points: [], cites: [] });
  const { model } = await createModelHouse({ script: () => answer });
  expect(await model.complete(BRIEF, askOf())).toMatchObject({ value: { title: "Ask ada@acme.example" } });
});

it.each(["fenced", "prose", "broken_json", "wrong_schema", "empty"] as const)(
  "makes use of a model that answers once with %s",
  async (kind) => {
    const { model, server, calls } = await createModelHouse({ script });
    server.misbehave({ kind });
    expect(await model.complete(BRIEF, askOf())).toMatchObject({ status: "done", value: { title: "What waits" } });
    expect(await calls()).toHaveLength(kind === "fenced" ? 1 : 2);
  },
);

it.each([
  ["prose", "invalid", 3],
  ["broken_json", "invalid", 3],
  ["empty", "invalid", 3],
  ["wrong_schema", "invalid", 2],
  ["refusal", "refused", 1],
  ["too_long", "truncated", 1],
  ["reset", "unreachable", 1],
] as const)("gives up on a model that answers always with %s, and says why", async (kind, reason, turns) => {
  const { model, server, calls } = await createModelHouse({ script });
  server.misbehave({ kind, times: 100 });
  expect(await model.complete(BRIEF, askOf())).toMatchObject({ status: "unusable", reason });
  expect(await calls()).toHaveLength(turns);
});

it("lets nothing foreign through, in whatever field it stands", async () => {
  const { model, server } = await createModelHouse({ script });
  server.misbehave({ kind: "foreign" });
  const outcome = await model.complete(BRIEF, askOf());
  expect(outcome).toMatchObject({ status: "done", value: { cites: ["jira:API-12"] } });
  expect(JSON.stringify(outcome)).not.toMatch(/evil|S99|FAKE|U0FAKE/);
});

it("writes an address only where a source has it", async () => {
  const points = ["See https://git.example/acme/api/pull/7 or https://collector.evil.example."];
  const answer = JSON.stringify({ title: "Two addresses", points, cites: [] });
  const { model } = await createModelHouse({ script: () => answer });
  expect(await model.complete(BRIEF, askOf())).toMatchObject({
    value: { points: ["See https://git.example/acme/api/pull/7 or (link left out)."] },
  });
});

it.each([
  ["json_object", ["json_schema", "json_object"]],
  ["none", ["json_schema", "json_object", "words"]],
] as const)("climbs down for a server with formats %s, once, and remembers", async (formats, rungs) => {
  const { model, calls, pass, measured } = await createModelHouse({ script, traits: { formats } });
  expect(await model.complete(BRIEF, askOf())).toMatchObject({ status: "done" });
  expect((await calls()).map(({ rung }) => rung)).toEqual(rungs);
  expect(measured.at(0)).toMatchObject({ outcome: "format", costUsd: 0 });
  await model.complete(BRIEF, askOf());
  expect(await calls()).toHaveLength(rungs.length + 1);
  pass(23 * 3_600_000);
  await model.complete(BRIEF, askOf());
  expect(await calls()).toHaveLength(rungs.length + 2);
  pass(2 * 3_600_000);
  await model.complete(BRIEF, askOf());
  expect(await calls()).toHaveLength(rungs.length * 2 + 2);
});

it("climbs down where a server takes no notice of how it is asked, and the model knows no schema", async () => {
  const { model, calls, server } = await createModelHouse({ traits: { formats: "ignored" } });
  server.misbehave({ kind: "prose" });
  expect(await model.complete(BRIEF, askOf())).toMatchObject({ status: "done" });
  expect((await calls()).length).toBeLessThanOrEqual(3);
});

it("estimates what a server does not tell, and says that it is estimated", async () => {
  const { model, calls } = await createModelHouse({ script, traits: { tellsUsage: false } });
  await model.complete(BRIEF, askOf());
  const [call] = await calls();
  expect(call).toMatchObject({ isEstimated: true });
  expect(call?.tokensOut).toBeGreaterThan(GOOD.length / 4);
});

it("takes the wording it is asked for, and keeps the words only where that is switched on", async () => {
  const { model, calls, said } = await createModelHouse({ script, settings: { keepsBodies: true } });
  const outcome = await model.complete(BRIEF, askOf({ variant: "terse" }));
  expect(outcome.provenance.prompt).toBe("brief@3/terse");
  expect((await model.complete(BRIEF, askOf({ variant: "constructor" }))).provenance.prompt).toBe("brief@3/base");
  const [call] = await calls();
  expect(call?.body).toContain("Be brief.");
  expect(call?.body).not.toContain("ada@acme");
  expect(call?.reply).toBe(GOOD);
  expect(said()).toHaveLength(2);
});

it("answers in time although the model does not", async () => {
  const { model, server, calls } = await createModelHouse({ script });
  server.misbehave({ kind: "slow", ms: 5_000 });
  expect(await model.complete(BRIEF, askOf({ timeMaxMs: 200 }))).toMatchObject({ reason: "timeout" });
  const [call] = await calls();
  expect(call).toMatchObject({ outcome: "stopped", isEstimated: true });
  expect(call?.costUsd).toBeGreaterThan(0.4);
});
