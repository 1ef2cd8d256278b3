import { expect, it, onTestFinished } from "vitest";
import { catalogue } from "#capabilities/index";
import type { Invocation, Outcome } from "#kernel/invocation";
import { createLog } from "#lib/log";
import { createMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";

async function open(outcome: Partial<Outcome>) {
  const heard: Pick<Invocation, "name" | "input">[] = [];
  const server = await createHttpServer({
    ...{
      catalogue,
      intakes: [],
      checks: [],
      metrics: createMetrics(),
      measure: async () => {},
      log: createLog("silent"),
    },
    access: { apiKeys: [], isLocalMode: true },
    async invoke({ name, input }) {
      heard.push({ name, input });
      return { id: "i1", ...outcome } as Outcome;
    },
  });
  onTestFinished(() => server.close());
  async function post(url: string, payload: object) {
    const reply = await server.inject({ method: "POST", url, payload, headers: { host: "localhost" } });
    return { status: reply.statusCode, body: reply.json() };
  }
  return { post, heard };
}

it.each([
  ["/v1/reports/standup/post", "standup", { older_than_hours: 24 }],
  ["/v1/reports/sprint-health/post", "sprint", { days: 7 }],
  ["/v1/reports/triage/post", "triage", {}],
])("%s announces the report where it is told to", async (url, name, input) => {
  const { post, heard } = await open({ status: "proposed" });
  expect(await post(url, { channel: "C024BE91L", ...input })).toMatchObject({
    status: 200,
    body: { posted: "C024BE91L" },
  });
  expect(heard).toEqual([{ name: "messages.post", input: { channel: "C024BE91L", call: { name, input } } }]);
});

it("passes on what is wrong with the call", async () => {
  const { post } = await open({ status: "refused", code: "invalid", message: "Name a channel." } as Partial<Outcome>);
  expect(await post("/v1/reports/sprint-health/post", {})).toMatchObject({
    status: 400,
    body: { detail: "Name a channel." },
  });
});

it("answers sprint health under the key that other programs read", async () => {
  const { post, heard } = await open({ status: "done", result: { state: "watch" } } as Partial<Outcome>);
  expect((await post("/v1/reports/sprint-health", { days: 7 })).body).toEqual({ report: { state: "watch" } });
  expect(heard).toEqual([{ name: "sprint", input: { days: 7 } }]);
});
