import { expect, it, onTestFinished } from "vitest";
import { approvals } from "#capabilities/approvals/approvals";
import { evaluatePolicy } from "#capabilities/policy/evaluate";
import { createCatalogue } from "#kernel/capability";
import type { Ports } from "#kernel/context";
import { createMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { testKernel } from "../../support/kernel.ts";
import { openTestStore } from "../../support/stores.ts";
import { createTrustHouse, POLICY, type TrustOptions } from "../../support/trust.ts";

const KEYS = ["asker", "lead", "other"];

/** The API over proposals; each key is bound to a person, and "lead" to one who may decide. */
async function open(options: TrustOptions = {}) {
  const house = createTrustHouse(await openTestStore("sqlite"), {
    policy: `${POLICY.replace("mode: ask", "mode: require_approval")}stale_pr: { action: nudge, threshold: 48 }\n`,
    ...options,
  });
  const people: Record<string, string> = { "key:asker": "U5", "key:lead": "U1LEAD", "key:other": "U2LEAD" };
  const { voterOf } = house.parts.membership;
  house.parts.membership.voterOf = async ({ id }) =>
    voterOf({ kind: "person", id: people[id] ? `slack:${people[id]}` : id });
  const directory = { personOf: async ({ handle }: { handle: string }) => ({ id: handle, name: `Person ${handle}` }) };
  const ports = { trust: house.trust, directory, settings: { zone: "UTC", pollIntervalMs: {} } };
  const catalogue = createCatalogue([...approvals, evaluatePolicy, house.effect()]);
  const { invoke, log } = testKernel(catalogue, ports as unknown as Partial<Ports>);
  const server = await createHttpServer({
    ...{ catalogue, invoke, log, intakes: [], checks: [], metrics: createMetrics(), measure: async () => {} },
    access: { apiKeys: KEYS.map((name) => ({ name, key: `${name}-0123456789` })), isLocalMode: false },
  });
  onTestFinished(() => server.close());

  async function call(method: "GET" | "POST", url: string, payload?: object, key = "asker") {
    const headers = { authorization: `Bearer ${key}-0123456789` };
    const reply = await server.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.json() };
  }
  const propose = () => call("POST", "/v1/actions/propose", { name: "note.write", input: { text: "Hello" } });
  return { house, call, propose };
}

it("proposes, shows and decides, with the names that other programs know", async () => {
  const { call, propose } = await open();
  const proposed = await propose();
  expect(proposed).toMatchObject({ status: 202, body: { risk: "medium", ttl: 86_400, number: 1, status: "pending" } });
  const { action_id } = proposed.body;
  const listed = await call("GET", "/v1/approvals");
  expect(listed.body).toMatchObject({
    approvals: [{ id: action_id, action_type: "note.write", requester: "key:asker" }],
  });

  const shown = await call("GET", `/v1/approvals/${action_id}`);
  expect(shown.body).toMatchObject({
    ...{
      id: action_id,
      action_type: "note.write",
      target_ref: "github:a",
      risk_level: "medium",
      requester: "key:asker",
    },
    ...{ proposed_payload: { text: "Hello", to: "a" }, ttl: 86_400, status: "pending", decided_by: null },
    ...{ decided_at: null, decision: null, reason: null, model_version: null, trace_id: expect.any(String) },
  });
  expect((await call("GET", "/v1/approvals/1")).body.id).toBe(action_id);

  const decided = await call("POST", `/v1/approvals/${action_id}/decision`, { decision: "approve" }, "lead");
  expect(decided).toMatchObject({
    status: 200,
    body: { status: "approved", decision: "approve", decided_by: "key:lead" },
  });
  expect(decided.body.job_id).toBe(`effect:${action_id}`);
});

it("answers a second decision with who decided and when", async () => {
  const { call, propose } = await open();
  await propose();
  const first = await call("POST", "/v1/approvals/1/decision", { decision: "decline", reason: "No." }, "lead");
  expect(first).toMatchObject({ status: 200, body: { status: "declined", reason: "No.", job_id: null } });
  const second = await call("POST", "/v1/approvals/1/decision", { decision: "approve" }, "other");
  expect(second).toMatchObject({
    status: 409,
    body: {
      detail: expect.stringContaining("Already declined"),
      decided_by: "key:lead",
      decided_at: expect.any(String),
    },
  });
});

it("takes another payload as a new proposal", async () => {
  const { call, propose } = await open();
  await propose();
  const payload = { text: "Good morning" };
  const modified = await call("POST", "/v1/approvals/1/decision", { decision: "modify", payload }, "lead");
  expect(modified).toMatchObject({ status: 200, body: { number: 2, status: "pending" } });
  expect((await call("GET", "/v1/approvals/1")).body).toMatchObject({ status: "superseded", superseded_by: 2 });
});

it("decides on what is risky only with the tag of what was read", async () => {
  const { call, propose } = await open({ risk: "high" });
  await propose();
  const blind = await call("POST", "/v1/approvals/1/decision", { decision: "approve" }, "lead");
  expect(blind).toMatchObject({ status: 422, body: { detail: expect.stringContaining("payload_hash") } });
  const { payload_hash } = (await call("GET", "/v1/approvals/1")).body;
  const tag = payload_hash.slice(0, 16);
  const stale = await call("POST", "/v1/approvals/1/decision", { decision: "approve", tag: "0".repeat(16) }, "lead");
  expect(stale).toMatchObject({ status: 422, body: { detail: expect.stringContaining("outdated") } });
  const seen = await call("POST", "/v1/approvals/1/decision", { decision: "approve", tag }, "lead");
  expect(seen.status).toBe(200);
});

it.each([
  ["POST", "/v1/actions/propose", { name: "nothing" }, 404],
  ["POST", "/v1/approvals/propose", { name: "approvals.approve" }, 404],
  ["POST", "/v1/actions/propose", {}, 400],
  ["POST", "/v1/actions/propose", { name: "note.write", input: { text: "" } }, 400],
  ["GET", "/v1/approvals/99", undefined, 404],
  ["POST", "/v1/approvals/99/decision", { decision: "approve" }, 404],
  ["POST", "/v1/approvals/1/decision", { decision: "maybe" }, 400],
  ["POST", "/v1/approvals/1/decision", { decision: "approve" }, 403],
  ["POST", "/v1/policy/evaluate", {}, 400],
] as const)("answers %s %s with %o by %i", async (method, url, payload, status) => {
  const { call, propose } = await open();
  await propose();
  expect((await call(method, url, payload)).status).toBe(status);
});

it.each([
  ["stale_pr", { allow: true, action: "nudge", policy: { action: "nudge", threshold: 48 } }],
  ["note.write", { allow: true, action: "require_approval", policy: { risk: "medium" } }],
  ["constructor", { allow: false, action: "block", reason: expect.stringContaining("constructor") }],
])("says what the policy makes of %s", async (kind, answer) => {
  const { call } = await open();
  expect(await call("POST", "/v1/policy/evaluate", { kind })).toMatchObject({ status: 200, body: answer });
});

it("lets nobody propose without a key", async () => {
  const { call } = await open();
  const reply = await call("POST", "/v1/actions/propose", { name: "note.write", input: { text: "x" } }, "nobody");
  expect(reply.status).toBe(401);
});

it("tells who may not decide from what is wrong with a decision, and from what is decided already", async () => {
  const { call, propose } = await open();
  await propose();
  const own = await call("POST", "/v1/approvals/1/decision", { decision: "approve" }, "asker");
  expect(own).toMatchObject({ status: 403, body: { detail: expect.stringContaining("Somebody else") } });
  const payload = { text: "" };
  const invalid = await call("POST", "/v1/approvals/1/decision", { decision: "modify", payload }, "lead");
  expect(invalid).toMatchObject({ status: 422, body: { detail: expect.stringContaining("text") } });
  await call("POST", "/v1/approvals/1/decision", { decision: "approve" }, "lead");
  const late = await call("POST", "/v1/approvals/1/decision", { decision: "modify", payload: { text: "x" } }, "other");
  expect(late).toMatchObject({ status: 409, body: { status: "approved", decided_by: "key:lead" } });
});

it("describes for other programs what its answers hold", async () => {
  const { call } = await open();
  const { paths } = (await call("GET", "/openapi.json")).body;
  const { schema } = paths["/v1/approvals"].get.responses[200].content["application/json"];
  expect(Object.keys(schema.properties)).toEqual(Object.keys((await call("GET", "/v1/approvals")).body));
  expect(schema.properties.uncertain.items.properties.status.enum).toContain("uncertain");
});
