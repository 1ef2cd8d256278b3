import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { parseRules } from "#domain/rules";
import { createCatalogue, defineCapability } from "#kernel/capability";
import { UnavailableError, UserError } from "#kernel/errors";
import type { WebhookAnswer, WebhookIntake } from "#kernel/ports/webhooks";
import { createMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { testKernel } from "../../support/kernel.ts";

const greet = defineCapability({
  name: "greet",
  summary: "Greets whoever is named.",
  risk: "read",
  input: z.object({ name: z.string().min(1).describe("Whom to greet."), mood: z.string().optional().describe("How.") }),
  result: z.object({ greeting: z.string(), by: z.string() }),
  async run({ actor }, { name, mood }) {
    if (mood === "angry") throw new UserError("We do not greet in anger.");
    if (mood === "tired") throw new UnavailableError("The greeter sleeps.");
    if (mood === "broken") throw new Error("secret stack");
    return { greeting: `Hello ${name}`, by: actor.id };
  },
  view: ({ greeting }) => ({ text: greeting, nodes: [] }),
});

const evaluate = defineCapability({
  name: "signals.evaluate",
  summary: "Tries rules.",
  risk: "read",
  input: z.object({ rules: z.array(z.unknown()).describe("Rules.") }),
  result: z.object({ results: z.record(z.string(), z.unknown()) }),
  async run(_context, { rules }) {
    parseRules(rules);
    return { results: {} };
  },
  view: () => ({ text: "", nodes: [] }),
});

const standup = defineCapability({
  name: "standup",
  summary: "Tells of the day.",
  risk: "read",
  input: z.object({ hours: z.number().default(24).describe("How many.") }),
  result: z.object({ hours: z.number() }),
  run: async (_context, { hours }) => ({ hours }),
  view: () => ({ text: "", nodes: [] }),
});

interface Options {
  apiKeys?: { name: string; key: string }[];
  isLocalMode?: boolean;
  isDatabaseUp?: boolean;
}

async function start({ apiKeys = [], isLocalMode = true, isDatabaseUp = true }: Options = {}) {
  const catalogue = createCatalogue([greet, evaluate, standup]);
  const received: Parameters<WebhookIntake["accept"]>[0][] = [];
  const answer: WebhookAnswer = { status: "ok", id: "1" };
  const intake: WebhookIntake = {
    source: "github",
    bodyBytesMax: 1_000,
    async accept(delivery) {
      received.push(delivery);
      return delivery.isTrusted ? answer : { status: "unsigned", detail: "Sign it." };
    },
  };
  const { invoke, log } = testKernel(catalogue);
  const server = await createHttpServer({
    catalogue,
    invoke,
    access: { apiKeys, isLocalMode },
    intakes: [intake],
    checks: [
      {
        name: "database",
        isVital: true,
        probe: async () => (isDatabaseUp ? "fine" : Promise.reject(new Error("Gone."))),
      },
      { name: "slack", probe: async () => Promise.reject(new Error("Slack is away.")) },
    ],
    metrics: createMetrics(),
    measure: async () => {},
    log,
  });
  onTestFinished(() => server.close());
  const call = (payload: object, headers = {}) =>
    server.inject({ method: "POST", url: "/v1/capabilities/greet", payload, headers });
  return { server, call, received };
}

it("answers a capability's result to whoever may call, and signs it with their key", async () => {
  const { call } = await start({ apiKeys: [{ name: "ci", key: "0123456789abcdef" }] });
  const reply = await call({ name: "Ada" }, { authorization: "Bearer 0123456789abcdef" });
  expect(reply.json()).toEqual({ greeting: "Hello Ada", by: "key:ci" });
  expect((await call({ name: "Ada" })).statusCode).toBe(401);
  expect((await call({ name: "Ada" }, { authorization: "Bearer wrong" })).statusCode).toBe(401);
});

it("is closed while no key is set, except to this machine in local mode", async () => {
  const local = await start();
  expect((await local.call({ name: "Ada" })).json()).toMatchObject({ by: "local-operator" });
  expect((await local.call({ name: "Ada" }, { "x-forwarded-for": "203.0.113.7" })).statusCode).toBe(403);

  const closed = await start({ isLocalMode: false });
  const reply = await closed.call({ name: "Ada" });
  expect(reply.statusCode).toBe(403);
  expect(reply.json().detail).toContain("API_KEYS");
});

it.each([
  [{ name: "" }, 400, "name"],
  [{}, 400, "name"],
  [{ name: "A", mood: "angry" }, 422, "anger"],
  [{ name: "A", mood: "tired" }, 503, "sleeps"],
  [{ name: "A", mood: "broken" }, 500, "logged as"],
])("answers %o with %i and a word that helps", async (payload, status, word) => {
  const { call } = await start();
  const reply = await call(payload);
  expect(reply.statusCode).toBe(status);
  expect(JSON.stringify(reply.json())).toContain(word);
  expect(reply.body).not.toContain("secret stack");
});

it("explains broken JSON, unknown names and paths, and bodies that are too large", async () => {
  const { server } = await start();
  const post = (url: string, payload: string) =>
    server.inject({ method: "POST", url, payload, headers: { "content-type": "application/json" } });
  expect((await post("/v1/capabilities/greet", "{")).json().detail).toBe("The body is not valid JSON.");
  expect((await post("/v1/capabilities/nothing", "{}")).statusCode).toBe(404);
  expect((await post("/v1/nothing", "{}")).json().detail).toContain("/docs");
  expect((await post("/v1/capabilities/greet", `"${"x".repeat(1_100_000)}"`)).statusCode).toBe(413);
});

it("hands a webhook over as the bytes that came, within its cap, and trusts only this machine", async () => {
  const { server, received } = await start();
  const post = (payload: string, headers = {}) =>
    server.inject({
      method: "POST",
      url: "/webhooks/github",
      payload,
      headers: { "content-type": "application/json", ...headers },
    });
  expect((await post('{"a": 1}')).json()).toEqual({ status: "ok", id: "1" });
  expect(received[0]?.raw.toString()).toBe('{"a": 1}');
  expect((await post("{}", { forwarded: "for=x" })).statusCode).toBe(401);
  expect((await post("x".repeat(1_001))).statusCode).toBe(413);
});

it("answers rules that are no rules as input that is not valid, to those who call the published path", async () => {
  const { server } = await start();
  const rules = [{ kind: "phase_of_the_moon" }];
  const post = (url: string) => server.inject({ method: "POST", url, payload: { rules } });
  const published = await post("/v1/signals/evaluate");
  expect(published.statusCode).toBe(400);
  expect(published.json()).toEqual({ detail: "unsupported rule kind: phase_of_the_moon" });
  expect((await post("/v1/capabilities/signals.evaluate")).statusCode).toBe(422);
});

it.each(["", " ", "{}"])("takes the body “%s” for a call without input", async (payload) => {
  const { server } = await start();
  const headers = { "content-type": "application/json" };
  const reply = await server.inject({ method: "POST", url: "/v1/reports/standup", payload, headers });
  expect(reply.json()).toEqual({ report: { hours: 24 } });
});

it("documents every capability from its own schema", async () => {
  const { server } = await start();
  const document = (await server.inject("/openapi.json")).json();
  const schema = document.paths["/v1/capabilities/greet"].post.requestBody.content["application/json"].schema;
  expect(schema).toMatchObject({ required: ["name"], properties: { name: { description: "Whom to greet." } } });
  expect((await server.inject("/docs/")).headers["content-type"]).toContain("text/html");
});

it("documents every path that it answers", async () => {
  const { server } = await start();
  const { paths } = (await server.inject("/openapi.json")).json();
  const about = [
    "/v1/reports/standup",
    "/v1/signals/evaluate",
    "/v1/actions/propose",
    "/v1/approvals",
    "/v1/approvals/{id}/decision",
    "/webhooks/github",
    "/health",
    "/health/ready",
    "/metrics",
  ];
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(about));
  for (const [path, methods] of Object.entries<object>(paths)) {
    for (const method of Object.keys(methods)) {
      expect(server.hasRoute({ method: method.toUpperCase() as "GET", url: toRoute(path) }), path).toBe(true);
    }
  }
  const { 200: done } = paths["/v1/reports/standup"].post.responses;
  expect(done.content["application/json"].schema).toMatchObject({ properties: { report: { required: ["hours"] } } });
});

function toRoute(path: string): string {
  return path.replace(/^\/v1\/capabilities\/.+/, "/v1/capabilities/:name").replace(/\{(\w+)\}/g, ":$1");
}

it("tells alive from ready, and what is missing", async () => {
  const { server } = await start();
  expect((await server.inject("/health")).json()).toEqual({ status: "ok" });
  const degraded = await server.inject("/health/ready");
  expect(degraded.statusCode).toBe(200);
  expect(degraded.json()).toMatchObject({
    status: "degraded",
    checks: [
      { name: "database", ok: true, vital: true, detail: "fine", latency_ms: expect.any(Number) },
      { name: "slack", ok: false, vital: false, detail: "Slack is away.", latency_ms: expect.any(Number) },
    ],
  });
});

it("is not ready without what it cannot work without", async () => {
  const { server } = await start({ isDatabaseUp: false });
  const reply = await server.inject("/health/ready");
  expect(reply.statusCode).toBe(503);
  expect(reply.json()).toMatchObject({ status: "not ready", checks: [{ ok: false, detail: "Gone." }, {}] });
});

it("publishes its series for Prometheus", async () => {
  const { server } = await start();
  await server.inject({ method: "POST", url: "/webhooks/github", payload: "{}" });
  const { body } = await server.inject("/metrics");
  expect(body).toContain('webhooks_total{source="github",answer="ok"} 1');
});

it("lets nobody in by another spelling, another host or a foreign page", async () => {
  const closed = await start({ isLocalMode: false });
  expect((await closed.server.inject("/%761/capabilities")).statusCode).toBe(403);
  const { call } = await start();
  expect((await call({ name: "Ada" }, { host: "evil.example" })).statusCode).toBe(403);
  expect((await call({ name: "Ada" }, { origin: "https://evil.example" })).statusCode).toBe(403);
});
