import { expect, it, onTestFinished } from "vitest";
import { createOpenaiSandbox, type OpenaiSandboxOptions } from "#sandbox/openai/sandbox";

const MESSAGES = [{ role: "user", content: "Say something." }];

async function open(options: OpenaiSandboxOptions = {}) {
  const server = await createOpenaiSandbox(options);
  onTestFinished(() => server.close());
  async function post(body: unknown, { path = "/chat/completions", key = server.apiKey } = {}) {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const reply = await fetch(`${server.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  }
  return { server, post };
}

const format = (schema: unknown) => ({ type: "json_schema", json_schema: { name: "a", strict: true, schema } });

it("lets in who has its key, to the one address that it has", async () => {
  const { post } = await open();
  expect(await post({ model: "m", messages: MESSAGES }, { key: "wrong" })).toMatchObject({ status: 401 });
  expect(await post({}, { path: "/responses" })).toMatchObject({ status: 404 });
  expect(await post({ model: "m" })).toMatchObject({ status: 400 });
});

it("answers with what the schema wants, and refuses a schema that is not strict", async () => {
  const { post } = await open();
  const schema = {
    type: "object",
    additionalProperties: false,
    required: ["n"],
    properties: { n: { type: "integer" } },
  };
  const { text } = await post({ model: "m", messages: MESSAGES, response_format: format(schema) });
  expect(JSON.parse(text).choices[0]).toMatchObject({ message: { content: '{"n":1}' }, finish_reason: "stop" });
  for (const wrong of [{ required: [] }, { additionalProperties: true }, { properties: { n: { minimum: 1 } } }]) {
    const refused = await post({ model: "m", messages: MESSAGES, response_format: format({ ...schema, ...wrong }) });
    expect(refused).toMatchObject({ status: 400, text: expect.stringContaining("response_format") });
  }
});

it("is as deaf to the choice among tools as those servers are", async () => {
  const { post } = await open({ traits: { knowsToolChoice: false } });
  const body = { model: "m", messages: MESSAGES, tools: [], tool_choice: "auto" };
  expect(await post(body)).toMatchObject({ status: 400, text: expect.stringContaining("tool_choice") });
});

it("does not say who speaks, nor what it took, where it is such a server", async () => {
  const { post, server } = await open();
  const body = { model: "m", messages: MESSAGES, stream: true, stream_options: { include_usage: true } };
  expect((await post(body)).text).toMatch(/"role":"assistant"[\s\S]*"choices":\[\],"usage"[\s\S]*\[DONE\]/);
  server.become({ tellsRole: false, tellsUsage: false });
  expect((await post(body)).text).not.toMatch(/"role"|"usage"/);
});

it("asks to wait, once", async () => {
  const { post, server } = await open();
  server.misbehave({ kind: "status", status: 429, retryAfter: 7 });
  const reply = await post({ model: "m", messages: MESSAGES });
  expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "7"]);
  expect(await post({ model: "m", messages: MESSAGES })).toMatchObject({ status: 200 });
});
