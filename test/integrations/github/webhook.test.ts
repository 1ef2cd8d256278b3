import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import type { NewEvent } from "#domain/events";
import { createGithubWebhook } from "#integrations/github/webhook";
import { pullPayload } from "../../support/github.ts";

const AT = new Date("2026-11-20T10:00:00Z");
const [SECRET, PREVIOUS] = ["a-secret-of-the-tests", "the-one-before-that-one"];
const BODY = JSON.stringify(pullPayload("opened"));

function start(secrets: string[] = [SECRET, PREVIOUS]) {
  const recorded: NewEvent[] = [];
  const { accept } = createGithubWebhook({
    secrets,
    now: () => AT,
    async record(event) {
      const known = recorded.findIndex(({ delivery }) => delivery === event.delivery);
      if (known >= 0) return { status: "duplicate", id: known + 1 };
      return { status: "recorded", id: recorded.push(event) };
    },
  });
  async function send(body: string, { headers = {}, secret = SECRET, isTrusted = false } = {}) {
    const signed = { "x-hub-signature-256": sign(body, secret), "x-github-event": "pull_request", ...headers };
    return accept({ raw: Buffer.from(body), headers: signed, isTrusted });
  }
  return { recorded, send };
}

function sign(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

it("stores what is signed with the current or the previous secret, as the bytes that came", async () => {
  const { recorded, send } = start();
  expect(await send(BODY, { headers: { "x-github-delivery": "one" } })).toEqual({ status: "ok", id: "1" });
  expect(await send(BODY, { headers: { "x-github-delivery": "two" }, secret: PREVIOUS })).toEqual({
    status: "ok",
    id: "2",
  });
  expect(recorded[0]).toMatchObject({ source: "github", delivery: "one", kind: "pull_request.opened", receivedAt: AT });
  expect(recorded[0]?.payload?.toString()).toBe(BODY);
});

it("answers a delivery that it has as such", async () => {
  const { recorded, send } = start();
  const headers = { "x-github-delivery": "one" };
  await send(BODY, { headers });
  expect(await send(BODY, { headers })).toEqual({ status: "duplicate", id: "1" });
  expect(recorded).toHaveLength(1);
});

it("takes the body itself for the key where there is none", async () => {
  const { recorded, send } = start();
  await send(BODY);
  expect((await send(BODY)).status).toBe("duplicate");
  expect((await send(`${BODY} `)).status).toBe("ok");
  expect(recorded).toHaveLength(2);
});

it.each([
  ["no signature", { "x-hub-signature-256": undefined }],
  ["an empty one", { "x-hub-signature-256": "" }],
  ["one of other bytes", { "x-hub-signature-256": sign(`${BODY} `, SECRET) }],
  ["one of another secret", { "x-hub-signature-256": sign(BODY, "a-secret-of-others") }],
  ["an old kind of one", { "x-hub-signature-256": undefined, "x-hub-signature": "sha1=00" }],
  ["part of one", { "x-hub-signature-256": sign(BODY, SECRET).slice(0, -2) }],
])("refuses a body with %s before it reads it, also from this machine", async (_what, headers) => {
  const { recorded, send } = start();
  expect(await send(BODY, { headers, isTrusted: true })).toMatchObject({ status: "unsigned" });
  expect(recorded).toEqual([]);
});

it("trusts this machine alone while there is no secret", async () => {
  const { send } = start([]);
  expect(await send(BODY, { isTrusted: true })).toMatchObject({ status: "ok" });
  const refused = await send(BODY);
  expect(refused).toMatchObject({ status: "unsigned", detail: expect.stringContaining("GITHUB_WEBHOOK_SECRET") });
});

it.each(["", "{", "null", "17", '"text"', "payload=%7B%7D"])("refuses %j, which is no JSON object", async (body) => {
  const { recorded, send } = start();
  expect(await send(body)).toMatchObject({ status: "invalid", detail: expect.stringContaining("application/json") });
  expect(recorded).toEqual([]);
});

it("keeps what it cannot read, with the reason", async () => {
  const { recorded, send } = start();
  await send(JSON.stringify({ action: "opened", pull_request: 7 }));
  await send(BODY, { headers: { "x-github-event": "unicorn", "x-github-delivery": "two" } });
  expect(recorded[0]).toMatchObject({ normalised: null, problem: expect.any(String) });
  expect(recorded[1]).toMatchObject({ normalised: null });
  expect(recorded[1]).not.toHaveProperty("problem");
});

it("lets nobody be flooded by headers", async () => {
  const { recorded, send } = start();
  await send(BODY, { headers: { "x-github-delivery": `\0${"d".repeat(9_000)}`, "x-github-event": "e".repeat(9_000) } });
  expect(recorded[0]?.delivery.length).toBeLessThanOrEqual(200);
  expect(recorded[0]?.delivery).not.toContain("\0");
  expect(recorded[0]?.kind.length).toBeLessThanOrEqual(200);
});
