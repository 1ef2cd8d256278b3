import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { expect, it, onTestFinished } from "vitest";
import { createSlackClients } from "#integrations/slack/clients";

/** A server that answers every call in one way, and the clients that call it. */
async function openClients(answer: (request: IncomingMessage, reply: ServerResponse) => void) {
  let calls = 0;
  const server = createServer((request, reply) => {
    calls++;
    request.resume();
    answer(request, reply);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const warnings: string[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  const log = { warn: (fields: object, message: string) => void warnings.push(JSON.stringify({ ...fields, message })) };
  const clients = createSlackClients({ apiUrl: url, botToken: "xoxb-secret-token", log });
  return { clients, url, warnings, calls: () => calls };
}

const post = { channel: "C1", text: "Hello." };

it("sends a post once, whatever comes back", async () => {
  const { clients, calls } = await openClients((_, reply) => reply.writeHead(500).end("oops"));
  await expect(clients.bulk.chat.postMessage(post)).rejects.toThrow(WebAPIHTTPError);
  expect(calls()).toBe(1);
});

it("tells how long Slack wants it to wait, and does not wait itself", async () => {
  const { clients, calls } = await openClients((_, reply) => reply.writeHead(429, { "retry-after": "7" }).end());
  const refused = clients.interactive.chat.postMessage(post);
  await expect(refused).rejects.toThrow(WebAPIRateLimitedError);
  await expect(refused).rejects.toMatchObject({ retryAfter: 7 });
  expect(calls()).toBe(1);
});

it("follows no redirect", async () => {
  const { clients, calls } = await openClients((_, reply) => reply.writeHead(302, { location: "/elsewhere" }).end());
  await expect(clients.bulk.chat.postMessage(post)).rejects.toThrow(WebAPIRequestError);
  expect(calls()).toBe(1);
});

it("sends the token in the header alone, and logs neither it nor the text", async () => {
  let authorization: string | undefined;
  const { clients, warnings } = await openClients((request, reply) => {
    authorization = request.headers.authorization;
    reply.writeHead(200, { "content-type": "application/json" }).end('{"ok":false,"error":"invalid_auth"}');
  });
  await expect(clients.bulk.chat.postMessage(post)).rejects.toThrow("invalid_auth");
  expect(authorization).toBe("Bearer xoxb-secret-token");
  expect(warnings.join("\n")).not.toMatch(/secret|Hello/);
});

it("answers a command through the same plain requests", async () => {
  const { clients, url } = await openClients((request, reply) => reply.writeHead(200).end(request.method));
  const { fetch } = clients.interactiveOptions();
  const reply = await fetch?.(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
  expect(reply).toMatchObject({ ok: true, status: 200 });
  expect(await reply?.text()).toBe("POST");
});

it("gives every client options of its own, because the libraries write into them", async () => {
  const { clients } = await openClients((_, reply) => reply.end("{}"));
  expect(clients.socketOptions()).not.toBe(clients.socketOptions());
  expect(clients.socketOptions()).toMatchObject({ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
});
