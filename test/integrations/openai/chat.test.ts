import { expect, it, onTestFinished } from "vitest";
import type { ChatPiece, ChatRequest } from "#domain/model/chat";
import { type ChatOptions, createChat } from "#integrations/openai/chat";
import { createOpenaiSandbox, type OpenaiSandboxOptions } from "#sandbox/openai/sandbox";
import { findFreePort } from "#sandbox/wire/free-port";
import { serve } from "../../support/http.ts";

const ASKED: ChatRequest = {
  ...{ model: "m", tokensMax: 50, timeoutMs: 5_000 },
  messages: [{ role: "user", content: "Say something." }],
};
const SCHEMA = {
  ...{ type: "object", additionalProperties: false, required: ["word"], properties: { word: { type: "string" } } },
};
const strict: ChatRequest = { ...ASKED, format: { rung: "json_schema", name: "answer", schema: SCHEMA } };
const loose: ChatRequest = { ...ASKED, format: { rung: "json_object" } };
const limits = { firstMs: 1_500, betweenMs: 700, allMs: 10_000 };

async function connect(options: OpenaiSandboxOptions = {}, change: Partial<ChatOptions> = {}) {
  const server = await createOpenaiSandbox(options);
  onTestFinished(() => server.close());
  const { url: baseUrl, apiKey } = server;
  const chat = createChat({ baseUrl, apiKey, limitField: "max_tokens", streamLimits: limits, ...change });
  const ask = (request = ASKED, signal = new AbortController().signal) => chat.ask(request, signal);
  async function listen(signal = new AbortController().signal) {
    const pieces: ChatPiece[] = [];
    for await (const piece of await chat.stream(ASKED, signal)) pieces.push(piece);
    const end = pieces.pop();
    return { pieces, reply: end?.type === "end" ? end.reply : undefined };
  }
  return { server, chat, ask, listen };
}

it("asks with what every server knows, and nothing that tells of this machine", async () => {
  process.env["OPENAI_CUSTOM_HEADERS"] = "X-Elsewhere: secret";
  process.env["OPENAI_ORG_ID"] = "org-elsewhere";
  onTestFinished(() => {
    delete process.env["OPENAI_CUSTOM_HEADERS"];
    delete process.env["OPENAI_ORG_ID"];
  });
  const { server, ask } = await connect();
  expect(await ask(strict)).toMatchObject({ status: "answered", finish: "stop", usage: { tokensIn: 4 } });
  const [{ body, headers } = { body: null, headers: {} }] = server.requests.entries();
  expect(Object.keys(body as object).toSorted()).toEqual(["max_tokens", "messages", "model", "response_format"]);
  const names = Object.keys(headers).filter((name) => /^(?:x-|openai-)/.test(name));
  expect(names).toEqual([]);
});

it.each([
  ["strict", strict, "answered"],
  ["strict", loose, "answered"],
  ["json_object", strict, "format"],
  ["json_object", loose, "answered"],
  ["none", strict, "format"],
  ["none", loose, "format"],
  ["none", ASKED, "answered"],
  ["ignored", strict, "answered"],
] as const)("meets a server with formats %s", async (formats, request, expected) => {
  const { ask } = await connect({ traits: { formats } });
  const reply = await ask(request);
  expect(reply.status === "failed" ? reply.failure : reply.status).toBe(expected);
});

it("takes a schema that a strict server refuses for a format it does not know", async () => {
  const { ask } = await connect();
  const open = { ...SCHEMA, additionalProperties: true };
  expect(await ask({ ...ASKED, format: { rung: "json_schema", name: "a", schema: open } })).toMatchObject({
    failure: "format",
  });
});

it("says so where the server tells no usage, and calls the longest answer as it does", async () => {
  const { ask } = await connect(
    { traits: { tellsUsage: false, limitField: "max_completion_tokens" } },
    { limitField: "max_completion_tokens" },
  );
  expect(await ask()).toMatchObject({ status: "answered", usage: null });
  const other = await connect({ traits: { limitField: "max_completion_tokens" } });
  expect(await other.ask()).toMatchObject({ failure: "denied", detail: expect.stringContaining("max_tokens") });
});

it.each([
  ["too_long", { finish: "length" }],
  ["refusal", { finish: "refused" }],
  ["empty", { finish: "stop", text: "" }],
] as const)("tells how an answer that is %s ended", async (kind, expected) => {
  const { server, ask } = await connect();
  server.misbehave({ kind });
  expect(await ask()).toMatchObject(expected);
});

it("asks once more after a moment, and not where the answer would be the same", async () => {
  const { server, ask } = await connect();
  server.misbehave({ kind: "status", status: 503 });
  expect(await ask()).toMatchObject({ status: "answered" });
  server.misbehave({ kind: "reset" });
  expect(await ask()).toMatchObject({ status: "answered" });
  expect(server.requests.count()).toBe(4);
  server.misbehave({ kind: "status", status: 401 });
  expect(await ask()).toMatchObject({ failure: "denied" });
  server.misbehave({ kind: "status", status: 500, times: 2 });
  expect(await ask()).toMatchObject({ failure: "unreachable" });
  expect(server.requests.count()).toBe(7);
});

it("waits for a moment where it is asked to", async () => {
  const { server, ask } = await connect();
  server.misbehave({ kind: "status", status: 429, retryAfter: 1 });
  expect(await ask()).toMatchObject({ status: "answered" });
  expect(server.requests.entries().map(({ status }) => status)).toEqual([429, 200]);
});

it("leaves a server alone that asks for longer, and tells everybody at once", async () => {
  let at = Date.parse("2026-11-20T10:00:00Z");
  const { server, ask } = await connect({}, { now: () => new Date(at) });
  server.misbehave({ kind: "status", status: 429, retryAfter: 90 });
  const retryAt = new Date("2026-11-20T10:01:30Z");
  expect(await ask()).toMatchObject({ failure: "unreachable", retryAt });
  expect(await ask()).toMatchObject({ failure: "unreachable", retryAt });
  expect(server.requests.count()).toBe(1);
  at += 91_000;
  expect(await ask()).toMatchObject({ status: "answered" });
});

it.each([
  { after: "31536000", name: "a year" },
  { after: "Fri, 31 Dec 9999 23:59:59 GMT", name: "a wrong date" },
  { after: "1e300", name: "no time that there is" },
])("asks again after five minutes where a server asks to wait for $name", async ({ after }) => {
  let at = Date.parse("2026-11-20T10:00:00Z");
  let status = 429;
  const baseUrl = await serve((_request, reply) => {
    reply.writeHead(status, { "content-type": "application/json", "retry-after": after }).end('{"choices":[]}');
  });
  const { ask } = await connect({}, { baseUrl, now: () => new Date(at) });
  expect(await ask()).toMatchObject({ failure: "unreachable", retryAt: new Date("2026-11-20T10:05:00Z") });
  status = 200;
  at += 299_000 - 10_000;
  expect(await ask()).toMatchObject({ failure: "unreachable" });
  at += 11_000;
  expect(await ask()).toMatchObject({ status: "answered" });
});

it.each([
  [{ kind: "status", status: 401 }, "failed", 0],
  [{ kind: "status", status: 429, retryAfter: 90 }, "failed", 0],
  [{ kind: "status", status: 502 }, "answered", 1],
  [{ kind: "reset" }, "answered", 1],
  [{ kind: "status", status: 504, times: 2 }, "failed", 2],
  [{ kind: "reset", times: 2 }, "failed", 2],
] as const)("counts the sends that may be billed without an answer: %o", async (mishap, status, lost) => {
  const [asking, streaming] = await Promise.all([connect(), connect()]);
  for (const { server } of [asking, streaming]) server.misbehave(mishap);
  const [reply, end] = await Promise.all([asking.ask(), streaming.listen()]);
  expect([reply, end.reply]).toMatchObject([
    { status, lost },
    { status, lost },
  ]);
});

it("counts a stream of which nothing was heard, and one that went quiet, with the sends before it", async () => {
  const silent = await serve((_request, reply) => {
    reply.writeHead(200, { "content-type": "text/event-stream" }).write(": soon\n\n", () => reply.destroy());
  });
  const { reply } = await (await connect({}, { baseUrl: silent })).listen();
  expect(reply).toMatchObject({ failure: "unreachable", lost: 1 });
  const { server, listen } = await connect();
  server.misbehave({ kind: "reset" });
  server.misbehave({ kind: "stall" });
  expect((await listen()).reply).toMatchObject({ failure: "timeout", lost: 2 });
});

it("gives up on an answer in time, and with the caller", async () => {
  const { server, ask } = await connect();
  server.misbehave({ kind: "slow", ms: 3_000, times: 2 });
  expect(await ask({ ...ASKED, timeoutMs: 200 })).toMatchObject({ failure: "timeout", lost: 1 });
  expect(await ask(ASKED, AbortSignal.timeout(200))).toMatchObject({ failure: "stopped", lost: 1 });
  expect(server.requests.count()).toBe(2);
});

it("finds no server where there is none, and none behind a page of something else", async () => {
  const port = await findFreePort();
  const nobody = await connect({}, { baseUrl: `http://127.0.0.1:${port}/v1` });
  expect(await nobody.ask()).toMatchObject({ failure: "unreachable", lost: 0 });
  const page = await serve((_request, reply) => void reply.setHeader("content-type", "text/html").end("<html>"));
  const other = await connect({}, { baseUrl: page });
  expect(await other.ask()).toMatchObject({ failure: "unreachable", lost: 1 });
  const large = await serve((_request, reply) => void reply.end(`{"choices":[],"x":"${"y".repeat(5_000_000)}"}`));
  expect(await (await connect({}, { baseUrl: large })).ask()).toMatchObject({ failure: "unreachable", lost: 2 });
  const elsewhere = await serve((_request, reply) => void reply.writeHead(307, { location: page }).end());
  expect(await (await connect({}, { baseUrl: elsewhere })).ask()).toMatchObject({ status: "failed" });
});

it.each([{}, { tellsRole: false }, { tellsUsage: false }])("reads a stream of a server with %o", async (traits) => {
  const script = () => "One sentence. And another one.";
  const { listen } = await connect({ traits, script });
  const { pieces, reply } = await listen();
  expect(pieces.length).toBeGreaterThan(1);
  const text = pieces.map((piece) => (piece.type === "text" ? piece.text : "")).join("");
  const usage = "tellsUsage" in traits ? null : { tokensIn: 4, tokensOut: 8 };
  expect(reply).toEqual({ status: "answered", text, finish: "stop", usage, lost: 0 });
  expect(text).toBe(script());
});

it.each([
  ["stall", { failure: "timeout" }],
  ["cut", { finish: "cut" }],
  ["broken_stream", { failure: "unreachable", lost: 0, heard: { text: expect.stringMatching(/./), usage: null } }],
  ["error_piece", { failure: "unreachable", lost: 0, heard: { text: expect.stringMatching(/./), usage: null } }],
  ["refusal", { finish: "refused" }],
  ["too_long", { finish: "length" }],
] as const)("says how a stream ended that met with %s", async (kind, expected) => {
  const { server, listen } = await connect();
  server.misbehave({ kind });
  expect((await listen()).reply).toMatchObject(expected);
});

it("does not wait for the first piece for ever, nor after the caller has gone", async () => {
  const { server, listen } = await connect();
  server.misbehave({ kind: "slow", ms: 4_000 });
  expect((await listen()).reply).toMatchObject({ failure: "timeout" });
  server.misbehave({ kind: "stall" });
  expect((await listen(AbortSignal.timeout(100))).reply).toMatchObject({ failure: "stopped" });
});
