import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createCatalogue, defineCapability } from "#kernel/capability";
import { say } from "#lib/view";
import { createMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { testKernel } from "../../support/kernel.ts";

const KEY = { name: "wall", key: "a-key-for-the-wall" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

const triage = defineCapability({
  name: "triage",
  summary: "What waits for whom.",
  risk: "read",
  input: z.object({ mine: z.boolean().default(false) }),
  result: z.object({}),
  run: async () => ({}),
  view: () => ({
    text: "1 waits.",
    nodes: [
      { type: "figures", figures: [{ label: "Waiting", value: 1, why: { name: "explain", input: { of: "it" } } }] },
      { type: "buttons", buttons: [{ label: "Snooze", call: { name: "snooze", input: {} } }] },
    ],
  }),
});

const explain = defineCapability({
  name: "explain",
  summary: "The proof of a figure.",
  risk: "read",
  input: z.object({ of: z.string() }),
  result: z.object({ of: z.string() }),
  run: async (_context, input) => input,
  view: ({ of }) => say(`Because of ${of}.`),
});

const whoami = defineCapability({
  name: "whoami",
  summary: "Who asks.",
  risk: "read",
  input: z.object({}),
  result: z.object({ id: z.string() }),
  run: async ({ actor }) => ({ id: actor.id }),
  view: ({ id }) => say(`You are ${id}.`),
});

const snooze = defineCapability({
  name: "snooze",
  summary: "Puts it aside.",
  risk: "record",
  input: z.object({}),
  result: z.object({}),
  run: async () => ({}),
  view: () => say("Snoozed."),
});

async function open({ apiKeys = [KEY], isLocalMode = false } = {}) {
  const catalogue = createCatalogue([triage, explain, whoami, snooze]);
  const { invoke, log, audit } = testKernel(catalogue);
  const server = await createHttpServer({
    ...{ catalogue, invoke, log, access: { apiKeys, isLocalMode } },
    ...{ intakes: [], checks: [], metrics: createMetrics(), measure: async () => {} },
  });
  onTestFinished(() => server.close());
  const get = (url: string, headers = {}) => server.inject({ url, headers });
  const login = (key: string, headers = {}) =>
    server.inject({ method: "POST", url: "/login", headers: { ...FORM, ...headers }, payload: `key=${key}` });
  return { server, get, login, audit };
}

it("is closed without a key: with a form where there is one, with the remedy where there is none", async () => {
  const { get, audit } = await open();
  const door = await get("/");
  expect(door.statusCode).toBe(401);
  expect(door.body).toContain('<label for="key">API key</label>');
  expect((await get("/view/triage")).statusCode).toBe(401);
  expect(audit).toEqual([]);
  const bare = await open({ apiKeys: [] });
  const remedy = await bare.get("/");
  expect(remedy.statusCode).toBe(403);
  expect(remedy.body).toContain("Set API_KEYS=name:key");
  expect(remedy.body).not.toContain("<form");
});

it("opens to a bearer, and on this machine while there is no credential", async () => {
  const { get } = await open();
  expect((await get("/", { authorization: `Bearer ${KEY.key}` })).body).toContain("Waiting");
  const local = await open({ apiKeys: [], isLocalMode: true });
  expect((await local.get("/", { host: "localhost:3000" })).body).toContain("Waiting");
  expect((await local.get("/", { host: "localhost:3000", "x-forwarded-for": "10.0.0.1" })).statusCode).toBe(403);
});

it("exchanges a key for a cookie that no script reads and no other site sends, until they leave", async () => {
  const { get, login, server } = await open();
  const entered = await login(KEY.key);
  expect(entered.statusCode).toBe(303);
  const cookie = String(entered.headers["set-cookie"]);
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict;/);
  expect(cookie).not.toContain(KEY.key);
  const [session = ""] = cookie.split(";");
  expect((await get("/?panel=settings", { cookie: session })).body).toContain("You are key:wall.");
  const left = await server.inject({
    method: "POST",
    url: "/logout",
    headers: { ...FORM, cookie: session },
    payload: "",
  });
  expect(String(left.headers["set-cookie"])).toContain("Max-Age=0");
  expect((await get("/", { cookie: session })).statusCode).toBe(401);
});

it("refuses a wrong key, a form of another site, and whoever tries too often", async () => {
  const { login } = await open();
  expect((await login("wrong")).statusCode).toBe(401);
  expect((await login(KEY.key, { origin: "https://elsewhere.example", host: "here.example" })).statusCode).toBe(401);
  expect((await login(KEY.key, { origin: "null" })).statusCode).toBe(401);
  expect((await login(KEY.key, { origin: "https://here.example", host: "here.example" })).statusCode).toBe(303);
  const codes = [];
  for (let time = 0; time < 10; time++) codes.push((await login("wrong")).statusCode);
  expect(codes).toContain(429);
});

it("opens the proof of a figure, and changes nothing", async () => {
  const { get, audit } = await open();
  const bearer = { authorization: `Bearer ${KEY.key}` };
  const { body } = await get("/", bearer);
  const [, link = ""] = /href="(\/view\/explain[^"]+)"/.exec(body) ?? [];
  expect((await get(link, bearer)).body).toContain("Because of it.");
  expect(body).not.toContain("Snooze");
  const tried = await get("/view/snooze", bearer);
  expect(tried.body).toContain("This page only shows what is read.");
  expect(audit.map(({ invocation }) => invocation.name)).toEqual(["triage", "explain"]);
  expect((await get("/view/explain?input=%7B", bearer)).body).toContain("of");
});

it("lets nothing run and nothing else be loaded", async () => {
  const { get } = await open();
  const { headers, body } = await get("/", { authorization: `Bearer ${KEY.key}` });
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self';/);
  expect(headers["cache-control"]).toBe("no-store");
  expect(body).not.toMatch(/<script|style="|onclick/);
  expect((await get("/dashboard.css")).headers["content-type"]).toContain("text/css");
});
