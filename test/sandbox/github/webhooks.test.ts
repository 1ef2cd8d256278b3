import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createGithubSandbox } from "#sandbox/github/sandbox";
import { createWorld } from "#sandbox/world/world";

const SECRET = "a secret of sixteen";

async function open() {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, reply) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    reply.writeHead(202).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const world = createWorld({ seed: 4, now: () => new Date("2026-03-14T12:00:00Z") });
  const github = await createGithubSandbox({ world, webhook: { url: `http://127.0.0.1:${port}/`, secret: SECRET } });
  onTestFinished(async () => {
    await github.close();
    server.close();
  });
  const act = (title: string) => world.changes.make({ change: "open", repo: "api", by: "ada-park", title });
  const titles = () => received.map(({ body }) => JSON.parse(body).pull_request.title);
  return { github, received, act, titles };
}

function isSigned({ headers, body }: { headers: IncomingHttpHeaders; body: string }): boolean {
  return headers["x-hub-signature-256"] === `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
}

test("a change is delivered once, signed, named and numbered", async () => {
  const { github, received, act } = await open();
  act("One");
  await github.webhooks.settled();
  expect(received).toHaveLength(1);
  expect(received.map(isSigned)).toEqual([true]);
  expect(received[0]?.headers).toMatchObject({
    "x-github-event": "pull_request",
    "x-github-delivery": expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
  });
  expect(github.deliveries.entries()).toMatchObject([{ event: "pull_request", action: "opened", status: 202 }]);
});

test("deliveries can be dropped, doubled, swapped and forged", async () => {
  const { github, received, act, titles } = await open();
  github.fault({ kind: "delivery_dropped" });
  act("Dropped");
  await github.webhooks.settled();
  github.fault({ kind: "delivery_doubled" });
  act("Twice");
  await github.webhooks.settled();
  github.fault({ kind: "delivery_reordered" });
  act("Second");
  act("First");
  await github.webhooks.settled();
  expect(titles()).toEqual(["Twice", "Twice", "First", "Second"]);
  expect(received[0]?.headers["x-github-delivery"]).toBe(received[1]?.headers["x-github-delivery"]);
  github.fault({ kind: "delivery_forged" });
  act("Forged");
  await github.webhooks.settled();
  expect(received.map(isSigned)).toEqual([true, true, true, true, false]);
});

test("nobody there is an outcome, not a crash", async () => {
  const { github, act } = await open();
  github.webhooks.pointTo({ url: "http://127.0.0.1:1/", secret: null });
  act("Into the void");
  await github.webhooks.settled();
  expect(github.deliveries.entries()).toMatchObject([{ status: 0 }]);
});
