import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
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

interface Options {
  apiKeys?: { name: string; key: string }[];
  isLocalMode?: boolean;
}

async function start({ apiKeys = [], isLocalMode = true }: Options = {}) {
  const catalogue = createCatalogue([greet]);
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
      { name: "database", probe: async () => "fine" },
      { name: "slack", probe: async () => Promise.reject(new Error("Set SLACK_BOT_TOKEN.")) },
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

it("documents every capability from its own schema", async () => {
  const { server } = await start();
  const document = (await server.inject("/openapi.json")).json();
  const schema = document.paths["/v1/capabilities/greet"].post.requestBody.content["application/json"].schema;
  expect(schema).toMatchObject({ required: ["name"], properties: { name: { description: "Whom to greet." } } });
  expect((await server.inject("/docs/")).headers["content-type"]).toContain("text/html");
});

it("tells alive from ready, and what is missing", async () => {
  const { server } = await start();
  expect((await server.inject("/health")).json()).toEqual({ status: "ok" });
  const ready = await server.inject("/health/ready");
  expect(ready.statusCode).toBe(503);
  expect(ready.json().checks).toMatchObject([
    { name: "database", ok: true, detail: "fine" },
    { name: "slack", ok: false, detail: "Set SLACK_BOT_TOKEN." },
  ]);
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
