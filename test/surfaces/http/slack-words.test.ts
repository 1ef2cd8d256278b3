import { expect, it, onTestFinished } from "vitest";
import { approvals } from "#capabilities/approvals/approvals";
import { help } from "#capabilities/help/help";
import { proposeOffer } from "#capabilities/triage/propose";
import { createCatalogue } from "#kernel/capability";
import type { Ports } from "#kernel/context";
import { createMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { testKernel } from "../../support/kernel.ts";
import { openTestStore } from "../../support/stores.ts";
import { createTrustHouse } from "../../support/trust.ts";

async function open() {
  const house = createTrustHouse(await openTestStore("sqlite"));
  const { voterOf } = house.parts.membership;
  house.parts.membership.voterOf = async () => voterOf({ kind: "person", id: "slack:U1LEAD" });
  const directory = { personOf: async ({ handle }: { handle: string }) => ({ id: handle, name: `Person ${handle}` }) };
  const ports = { trust: house.trust, directory, settings: { zone: "UTC", pollIntervalMs: {} } };
  const catalogue = createCatalogue([...approvals, help, proposeOffer, house.effect()]);
  const { invoke, log } = testKernel(catalogue, ports as unknown as Partial<Ports>);
  const server = await createHttpServer({
    ...{ catalogue, invoke, log, intakes: [], checks: [], metrics: createMetrics(), measure: async () => {} },
    access: { apiKeys: [], isLocalMode: true },
  });
  onTestFinished(() => server.close());
  return async function call(url: string, payload: object) {
    const reply = await server.inject({ method: "POST", url, payload, headers: { host: "localhost" } });
    return { status: reply.statusCode, body: reply.json() };
  };
}

const say = "/v1/slack/commands";
const press = "/v1/slack/interactions";

it("answers what would be typed in Slack in words", async () => {
  const call = await open();
  const asked = await call(say, { text: "approvals" });
  expect(asked).toMatchObject({ status: 200, body: { ok: true, message: expect.stringContaining("Nothing waits") } });
  const wrong = await call(say, { text: "approvals everything" });
  expect(wrong).toMatchObject({ status: 200, body: { ok: false } });
  expect(wrong.body.message).toContain("mine");
  expect(await call(say, { text: "decline 7 too early" })).toMatchObject({
    ...{ status: 200, body: { ok: false, message: expect.stringContaining("There is no approval 7") } },
  });
  expect((await call(say, {})).status).toBe(400);
});

it("takes a program's press for a person's", async () => {
  const call = await open();
  const proposed = await call("/v1/actions/propose", { name: "note.write", input: { text: "Hello" } });
  const pressed = await call(press, { action: "approve-job", job_id: `effect:${proposed.body.action_id}` });
  expect(pressed).toMatchObject({ status: 200, body: { status: "approved" } });
  const again = await call(press, { action: "approval-decision", id: 1, decision: "decline" });
  expect(again).toMatchObject({ status: 422, body: { detail: expect.stringContaining("Already approved") } });
  expect((await call(press, { action: "launch" })).status).toBe(400);
});
