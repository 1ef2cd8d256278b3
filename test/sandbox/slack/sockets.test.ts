import { SocketModeClient } from "@slack/socket-mode";
import { expect, onTestFinished, test } from "vitest";
import type { SlackSandbox } from "#sandbox/slack/sandbox";
import { openSlack, SILENT, until, webClient } from "./support.ts";

const WHO = { user: "U0ADA", channel: "eng" };

/** Plain sockets, so that the frames themselves can be looked at. */
async function connect(slack: SlackSandbox) {
  const { url = "" } = await webClient(slack, slack.appToken).apps.connections.open();
  const frames: Record<string, unknown>[] = [];
  const socket = new WebSocket(url);
  let isMute = false;
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(String(data));
    frames.push(frame);
    if (frame.envelope_id && !isMute) socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload: {} }));
  });
  onTestFinished(() => socket.close());
  await until(() => frames.length > 0);
  return {
    socket,
    frames,
    url,
    mute: () => (isMute = true),
    envelopes: () => frames.filter((one) => one["envelope_id"]),
  };
}

test("a connection is greeted at once, and its ticket lets nobody else in", async () => {
  const slack = await openSlack();
  const { frames, url } = await connect(slack);
  expect(frames[0]).toMatchObject({ type: "hello", num_connections: 1, connection_info: { app_id: "A0ADJUTANT" } });
  const second = new WebSocket(url);
  const ended = new Promise((resolve) => second.addEventListener("close", resolve));
  await ended;
  expect(slack.office.sockets.count()).toBe(1);
});

test("envelopes go round the open connections in turn", async () => {
  const slack = await openSlack();
  const lines = [await connect(slack), await connect(slack)];
  for (let number = 0; number < 6; number++) await slack.ackCommand({ ...WHO, command: "/x", text: "" });
  expect(lines.map(({ envelopes }) => envelopes().length)).toEqual([3, 3]);
  expect(lines[0]?.envelopes()[0]).toMatchObject({
    type: "slash_commands",
    accepts_response_payload: true,
    payload: { team_id: "T0ACME", user_id: "U0ADA", channel_name: "eng", is_enterprise_install: "false" },
  });
});

test("the eleventh connection is turned away", async () => {
  const slack = await openSlack();
  for (let number = 0; number < 10; number++) await connect(slack);
  const { frames } = await connect(slack);
  expect(frames).toEqual([{ type: "disconnect", reason: "too_many_websockets", debug_info: { host: "sandbox" } }]);
});

test("an event without an ack comes again with the same id, a command does not", async () => {
  const slack = await openSlack({ timing: { ackMs: 30, retryDelaysMs: [0, 10, 20] } });
  const line = await connect(slack);
  line.mute();
  const ack = await slack.ackEvent({ type: "app_mention", user: "U0ADA", text: "hi" });
  expect(ack.outcome).toBe("operation_timeout");
  const ids = line.envelopes().map((one) => (one["payload"] as { event_id: string }).event_id);
  expect(line.envelopes().map((one) => one["retry_attempt"])).toEqual([undefined, 1, 2, 3]);
  expect(new Set(ids).size).toBe(1);
  expect(line.envelopes()[1]).toMatchObject({ retry_reason: "timeout" });
  await slack.ackCommand({ ...WHO, command: "/x", text: "" });
  expect(line.envelopes()).toHaveLength(5);
});

test("envelopes can be doubled, swapped, lost, and preceded by one without an event", async () => {
  const slack = await openSlack({ timing: { ackMs: 50, retryDelaysMs: [0] } });
  const line = await connect(slack);
  slack.fault({ kind: "duplicate", on: "app_mention" });
  slack.fault({ kind: "duplicate_new_id", on: "app_mention" });
  slack.fault({ kind: "eventless", on: "app_mention" });
  await slack.ackEvent({ type: "app_mention" });
  await until(() => line.envelopes().length === 4);
  const [eventless, first, same, other] = line.envelopes();
  expect(eventless?.["payload"]).not.toHaveProperty("event");
  expect(same?.["envelope_id"]).toBe(first?.["envelope_id"]);
  expect(other?.["envelope_id"]).not.toBe(first?.["envelope_id"]);
  expect(other?.["payload"]).toEqual(first?.["payload"]);

  slack.fault({ kind: "reorder", on: "one" });
  await Promise.all([slack.ackEvent({ type: "one" }), slack.ackEvent({ type: "two" })]);
  const types = line
    .envelopes()
    .slice(4)
    .map((one) => (one["payload"] as { event: { type: string } }).event.type);
  expect(types).toEqual(["two", "one"]);

  slack.fault({ kind: "lost_ack" });
  expect(await slack.ackCommand({ ...WHO, command: "/x", text: "" })).toMatchObject({ outcome: "operation_timeout" });
});

test("a refresh asks for another connection, a half-open one swallows what it is sent", async () => {
  const slack = await openSlack({ timing: { ackMs: 40 } });
  const line = await connect(slack);
  slack.fault({ kind: "refresh" });
  await until(() => line.frames.some((one) => one["reason"] === "refresh_requested"));
  expect(await slack.ackCommand({ ...WHO, command: "/tail", text: "" })).toMatchObject({ outcome: "acked" });
  await until(() => slack.office.sockets.count() === 0);
  expect(await slack.ackCommand({ ...WHO, command: "/late", text: "" })).toMatchObject({ outcome: "dispatch_failed" });

  await connect(slack);
  slack.fault({ kind: "half_open" });
  expect(await slack.ackCommand({ ...WHO, command: "/x", text: "" })).toMatchObject({ outcome: "operation_timeout" });
});

test("the stock client comes back by itself after a cut", async () => {
  const slack = await openSlack();
  const client = new SocketModeClient({
    appToken: slack.appToken,
    logger: SILENT,
    clientPingTimeout: 50,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  onTestFinished(() => client.disconnect());
  client.on("slash_commands", ({ ack }) => ack({ text: "here" }));
  await client.start();
  slack.fault({ kind: "reset" });
  await until(() => slack.office.sockets.count() === 0);
  await until(() => slack.office.sockets.count() === 1);
  expect(await slack.command({ ...WHO, command: "/x" })).toMatchObject({ text: "here" });
});
