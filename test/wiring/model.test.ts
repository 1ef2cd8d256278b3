import { Webhook } from "standardwebhooks";
import { expect, it, onTestFinished } from "vitest";
import { loadConfig } from "#config";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import type { Job } from "#kernel/job-queue";
import type { Metrics } from "#lib/metrics";
import { createOpenaiSandbox } from "#sandbox/openai/sandbox";
import { createS3Sandbox } from "#sandbox/s3/sandbox";
import { createMemory } from "#store/memory";
import { SERIES } from "#surfaces/http/series";
import type { App } from "#wiring/app";
import { createModelPorts, forgetTraces, traceLane } from "#wiring/model";
import { serve } from "../support/http.ts";
import { askOf, BRIEF, TRACE } from "../support/model.ts";
import { openTestStore } from "../support/stores.ts";

const SECRET = `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`;
const DAY_MS = 24 * 3_600_000;

async function open(environment: Record<string, string> = {}) {
  const server = await createOpenaiSandbox();
  onTestFinished(() => server.close());
  const config = loadConfig({
    ...{ OPENAI_API_KEY: server.apiKey, OPENAI_BASE_URL: server.url, OPENAI_MODEL: "own", MODEL_PRICES: "own=1/2" },
    ...environment,
  });
  const store = await openTestStore("sqlite");
  const counted: string[] = [];
  const count = (name: string) => void counted.push(name);
  const metrics: Metrics = { count, set: count, observe: count };
  const policy = { current: () => parsePolicyYaml("limits: { max_monthly_cost_usd: 5 }"), problem: () => null };
  let at = Date.parse("2026-11-20T10:00:00Z");
  const wiring = { config, store, metrics, policy, memory: createMemory(store), now: () => new Date(at) };
  const ports = createModelPorts(wiring as unknown as Parameters<typeof createModelPorts>[0]);
  const app = { ...wiring, ports } as unknown as App;
  return { ...ports, app, store, counted, pass: (ms: number) => (at += ms) };
}

it("has no model without a key, and still shows what earlier ones cost", async () => {
  const { model, traces } = await open({ OPENAI_API_KEY: "" });
  expect(model).toBeNull();
  expect(await traces.spent("2026-11")).toBe(0);
});

it("joins model, policy and ledger, and counts under names that are declared", async () => {
  const { model, traces, counted } = await open();
  expect(await model?.complete(BRIEF, askOf())).toMatchObject({ status: "done" });
  expect(model?.status()).toMatchObject({ monthlyUsdMax: 5, piiRedaction: "strict" });
  expect(await traces.find(TRACE)).toHaveLength(1);
  expect(counted).toContain("model_cost_usd_total");
  for (const name of counted) expect(Object.keys(SERIES)).toContain(name);
});

it("tells of every call that ended, without its words, to whoever wants to hear of it", async () => {
  const heard: unknown[] = [];
  const url = await serve(async (request, reply) => {
    const body = (await request.toArray()).join("");
    const headers = request.headers as Record<string, string>;
    const at = { "webhook-timestamp": headers["webhook-timestamp"] ?? "" };
    const id = headers["webhook-id"] ?? "";
    const signature = new Webhook(SECRET).sign(id, new Date(Number(at["webhook-timestamp"]) * 1_000), body);
    expect(headers["webhook-signature"]).toBe(signature);
    heard.push(JSON.parse(body));
    reply.end();
  });
  const { model, app, store } = await open({ TRACE_WEBHOOK_URL: url, TRACE_WEBHOOK_SECRET: SECRET });
  await model?.complete(BRIEF, askOf());
  const [job] = await store.select().from(store.tables.jobs);
  const { handlers } = traceLane(app);
  await handlers["traces"]?.(job as Job, new AbortController().signal);
  expect(heard).toMatchObject([
    {
      type: "model.call",
      data: { trace_id: TRACE, prompt: "brief@3/base", outcome: "answered", body: null, reply: null },
    },
  ]);
});

it("puts every call that ended into a bucket, under its day and its id, and again where that did not work", async () => {
  const s3 = await createS3Sandbox();
  onTestFinished(() => s3.close());
  const { model, app, store } = await open({
    ...{ TRACE_S3_ENDPOINT: s3.url, TRACE_S3_BUCKET: s3.bucket, TRACE_S3_REGION: s3.region },
    ...{ TRACE_S3_ACCESS_KEY_ID: s3.accessKeyId, TRACE_S3_SECRET_ACCESS_KEY: s3.secretAccessKey },
  });
  // The signature has to be of now, whenever the call was.
  app.now = () => new Date();
  await model?.complete(BRIEF, askOf());
  const [job] = await store.select().from(store.tables.jobs);
  const { handlers } = traceLane(app);
  const tell = async () => handlers["traces"]?.(job as Job, new AbortController().signal);
  s3.fault({ kind: "status", status: 503 });
  await expect(tell()).rejects.toThrow("The bucket of traces answered 503.");
  await tell();
  await tell();
  const [[key, text] = ["", "{}"], ...others] = [...s3.objects];
  expect([key, others]).toEqual([expect.stringMatching(/^adjutant\/traces\/2026\/11\/20\/[\w-]+\.json$/), []]);
  expect(JSON.parse(text)).toMatchObject({ trace_id: TRACE, outcome: "answered", body: null });
});

it("keeps traces for as long as it is told to", async () => {
  const { model, traces, app, pass } = await open({ TRACE_RETENTION_DAYS: "2" });
  await model?.complete(BRIEF, askOf());
  pass(DAY_MS);
  expect(await forgetTraces(app)).toBe(0);
  pass(2 * DAY_MS);
  expect(await forgetTraces(app)).toBe(1);
  expect(await traces.find(TRACE)).toEqual([]);
});
