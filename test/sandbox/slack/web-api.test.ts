import type { WebClient } from "@slack/web-api";
import { expect, test } from "vitest";
import type { SlackSandbox } from "#sandbox/slack/sandbox";
import { openSlack, webClient } from "./support.ts";

const ADA = "U0ADA";

async function open(options: Parameters<typeof openSlack>[0] = {}): Promise<{ slack: SlackSandbox; web: WebClient }> {
  const slack = await openSlack(options);
  return { slack, web: webClient(slack) };
}

function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => "ok",
    (error) => error.data ?? { code: error.code, retryAfter: error.retryAfter, statusCode: error.statusCode },
  );
}

test("only the right token for the method is let in", async () => {
  const { slack, web } = await open();
  expect(await web.auth.test()).toMatchObject({ team_id: "T0ACME", user_id: "U0ADJUTANT", bot_id: "B0ADJUTANT" });
  expect(await errorOf(webClient(slack, "xoxb-other").auth.test())).toMatchObject({ error: "invalid_auth" });
  expect(await errorOf(web.apps.connections.open())).toMatchObject({ error: "not_allowed_token_type" });
  expect(await errorOf(web.apiCall("no.such"))).toMatchObject({ error: "unknown_method" });
});

test("messages have times of their own, live in threads, and are read page by page", async () => {
  const { web } = await open();
  const text = "with metadata";
  const metadata = { event_type: "sent", event_payload: { key: "1" } };
  const root = await web.chat.postMessage({ channel: "C0ENG", text, metadata });
  const sent = [];
  for (const text of ["a", "b", "c"]) sent.push(await web.chat.postMessage({ channel: "C0ENG", text }));
  const reply = await web.chat.postMessage({ channel: "C0ENG", text: "reply", thread_ts: root.ts ?? "" });
  const times = [root, ...sent, reply].map(({ ts }) => Number(ts));
  expect(times).toEqual([...times].sort((x, y) => x - y));
  const first = await web.conversations.history({ channel: "C0ENG", limit: 3, include_all_metadata: true });
  const cursor = first.response_metadata?.next_cursor ?? "";
  const second = await web.conversations.history({ channel: "C0ENG", limit: 3, cursor, include_all_metadata: true });
  expect(first.messages?.map((one) => one.text)).toEqual(["c", "b", "a"]);
  expect(second).toMatchObject({ has_more: false, messages: [{ text, metadata, reply_count: 1 }] });
  const replies = await web.conversations.replies({ channel: "C0ENG", ts: root.ts ?? "" });
  expect(replies.messages?.map((one) => one.text)).toEqual([text, "reply"]);
});

test("a person's id opens the direct conversation; places the app is not in are closed to it", async () => {
  const manifest = {
    features: { slash_commands: [], shortcuts: [] },
    oauth_config: { scopes: { bot: [], bot_optional: [] } },
  };
  const { web } = await open({ manifest });
  expect(await web.chat.postMessage({ channel: ADA, text: "hello" })).toMatchObject({ channel: "D0ADA" });
  expect(await errorOf(web.chat.postMessage({ channel: "C0GENERAL", text: "x" }))).toMatchObject({
    error: "not_in_channel",
  });
  expect(await errorOf(web.chat.postMessage({ channel: "G0LEADS", text: "x" }))).toMatchObject({
    error: "channel_not_found",
  });
  const { channels = [] } = await web.conversations.list({ types: "public_channel,private_channel" });
  expect(channels.map(({ name }) => name)).not.toContain("leads");
});

test("blocks over a limit are refused with pointers, by posting and by validating", async () => {
  const { web } = await open();
  const blocks = [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }];
  expect(await errorOf(web.chat.postMessage({ channel: "C0ENG", text: "t", blocks: blocks as never }))).toMatchObject({
    error: "invalid_blocks",
    response_metadata: { messages: ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"] },
  });
  const verdict = await errorOf(web.apiCall("blocks.validate", { blocks }));
  expect(verdict).toMatchObject({
    error: "invalid_blocks",
    errors: [{ pointer: "/0/text/text", code: "failed_constraint", constraint: { type: "max_length", expected: 150 } }],
  });
  expect(await web.apiCall("blocks.validate", { blocks: [{ type: "divider" }] })).toMatchObject({ ok: true });
});

test("a trigger opens one modal within three seconds; a stale hash is a conflict; three modals are the most", async () => {
  let now = new Date("2026-03-14T12:00:00Z");
  const { slack, web } = await open({ now: () => now });
  const view = {
    type: "modal" as const,
    title: { type: "plain_text" as const, text: "T" },
    blocks: [{ type: "divider" as const }],
  };
  const trigger = () => slack.office.grants.trigger(ADA);
  const used = trigger();
  const opened = await web.views.open({ trigger_id: used, view });
  expect(await errorOf(web.views.open({ trigger_id: used, view }))).toMatchObject({ error: "exchanged_trigger_id" });
  const view_id = opened.view?.id ?? "";
  const updated = await web.views.update({ view_id, hash: opened.view?.hash ?? "", view });
  expect(updated.view?.hash).not.toBe(opened.view?.hash);
  const stale = web.views.update({ view_id, hash: opened.view?.hash ?? "", view });
  expect(await errorOf(stale)).toMatchObject({ error: "hash_conflict" });
  for (let depth = 1; depth < 3; depth++) await web.views.push({ trigger_id: trigger(), view });
  expect(await errorOf(web.views.push({ trigger_id: trigger(), view }))).toMatchObject({ error: "push_limit_reached" });
  const late = trigger();
  now = new Date(now.getTime() + 3_001);
  expect(await errorOf(web.views.open({ trigger_id: late, view }))).toMatchObject({ error: "expired_trigger_id" });
});

test("a response url works five times", async () => {
  const { slack } = await open();
  const id = slack.office.grants.response({ user: ADA, channel: "C0ENG", messageTs: null });
  const statuses = [];
  for (let number = 0; number < 6; number++) {
    const body = JSON.stringify({ text: `answer ${number}` });
    const headers = { "content-type": "application/json" };
    statuses.push((await fetch(`${slack.url}/response/${id}`, { method: "POST", headers, body })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  expect(slack.messages("eng", ADA)).toHaveLength(5);
});

test("a stream is written until it is stopped or five minutes old", async () => {
  let now = new Date("2026-03-14T12:00:00Z");
  const { slack, web } = await open({ now: () => now });
  const { message } = await slack.mention({ user: ADA, channel: "eng", text: "hi", waitMs: 1 });
  expect(message).toBeUndefined();
  const thread_ts = slack.messages("eng").at(-1)?.ts ?? "";
  const recipients = { recipient_team_id: "T0ACME", recipient_user_id: ADA };
  const { ts = "" } = await web.chat.startStream({ channel: "C0ENG", thread_ts, ...recipients, markdown_text: "One " });
  await web.chat.appendStream({ channel: "C0ENG", ts, markdown_text: "two" });
  expect(slack.messages("eng").at(-1)?.text).toBe("One two");
  now = new Date(now.getTime() + 5 * 60_000 + 1);
  expect(await errorOf(web.chat.stopStream({ channel: "C0ENG", ts }))).toMatchObject({
    error: "message_not_in_streaming_state",
  });
});

test("files are announced, sent and shown", async () => {
  const { slack, web } = await open();
  await web.filesUploadV2({ channel_id: "C0ENG", filename: "report.csv", file: Buffer.from("a,b\n1,2\n") });
  expect(slack.messages("eng").at(-1)?.text).toContain("report.csv");
});

test("faults strike the calls they are meant for, as often as they were armed", async () => {
  const { slack, web } = await open();
  const post = () => errorOf(web.chat.postMessage({ channel: "C0ENG", text: "x" }));
  slack.fault({ kind: "status", on: "chat.postMessage", status: 429, retryAfter: 5 });
  expect(await web.auth.test()).toMatchObject({ ok: true });
  expect(await post()).toMatchObject({ retryAfter: 5 });
  slack.fault({ kind: "status", status: 500, times: 2 });
  expect([await post(), await post()]).toMatchObject([{ statusCode: 500 }, { statusCode: 500 }]);
  slack.fault({ kind: "error", error: "missing_scope", needed: "chat:write", provided: "none" });
  expect(await post()).toMatchObject({ error: "missing_scope", needed: "chat:write" });
  slack.fault({ kind: "block_refused", blockType: "table" });
  const table = [{ type: "table", rows: [[{ type: "raw_text", text: "a" }]] }];
  expect(await errorOf(web.chat.postMessage({ channel: "C0ENG", text: "t", blocks: table as never }))).toMatchObject({
    error: "invalid_blocks",
  });
  expect(slack.messages("eng")).toHaveLength(0);
});

test("a call can be done although its answer is lost, cut short, or comes too late", async () => {
  const { slack, web } = await open();
  const post = (text: string) => errorOf(web.chat.postMessage({ channel: "C0ENG", text }));
  slack.fault({ kind: "answer_lost" });
  expect(await post("lost")).toMatchObject({ code: "slack_webapi_request_error" });
  slack.fault({ kind: "truncated" });
  expect(await post("cut")).not.toBe("ok");
  expect(slack.messages("eng").map(({ text }) => text)).toEqual(["lost", "cut"]);
  const arrival = slack.next((news) => news.type === "message");
  slack.fault({ kind: "late", ms: 20 });
  expect(await post("late")).toMatchObject({ code: "slack_webapi_request_error" });
  expect(slack.messages("eng")).toHaveLength(2);
  expect(await arrival).toMatchObject({ message: { text: "late" } });
});

test("where limits are on, one message a second and channel", async () => {
  const { web } = await open({ isLimited: true });
  const post = (channel: string) => errorOf(web.chat.postMessage({ channel, text: "x" }));
  expect(await post("C0ENG")).toBe("ok");
  expect(await post("C0ENG")).toMatchObject({ retryAfter: 1 });
  expect(await post("C0INC")).toBe("ok");
});

test("people are found by e-mail and carry their time zone", async () => {
  const { web } = await open();
  expect(await web.users.lookupByEmail({ email: "ADA-PARK@acme.example" })).toMatchObject({
    user: { id: ADA, tz: "Europe/London" },
  });
  expect(await errorOf(web.users.lookupByEmail({ email: "no@acme.example" }))).toMatchObject({
    error: "users_not_found",
  });
  const { members = [] } = await web.users.list({});
  expect(members.filter(({ is_bot }) => is_bot)).toHaveLength(1);
});
