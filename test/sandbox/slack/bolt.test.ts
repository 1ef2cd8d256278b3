import type { App } from "@slack/bolt";
import { expect, test } from "vitest";
import { openSlack, startApp } from "./support.ts";

const ADA = "U0ADA";

function echo(app: App): void {
  app.command("/echo", async ({ ack, command }) => ack(`You said ${command.text}`));
  app.command("/slow", async ({ ack, respond }) => {
    await ack();
    await respond({ text: "Here it is" });
  });
  app.command("/form", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form("form") });
  });
  app.view("form", async ({ ack, view, client, body }) => {
    const name = view.state.values["name"]?.["name"]?.value ?? "";
    if (name === "bad") return ack({ response_action: "errors", errors: { name: "Not that one" } });
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `Hello ${name}` });
  });
  app.command("/card", async ({ ack, say }) => {
    await ack();
    await say({ text: "A card", blocks: card() });
  });
  app.action("go", async ({ ack, respond, action }) => {
    await ack();
    const value = action.type === "button" ? action.value : "";
    await respond({ text: `Went ${value}`, replace_original: true });
  });
  app.event("app_mention", async ({ event, say }) => {
    await say({ text: `Yes, <@${event.user}>?`, thread_ts: event.ts });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    const view = { type: "home" as const, blocks: card() };
    await client.views.publish({ user_id: event.user, view });
  });
  app.message(/hello/, async ({ say }) => void (await say("Good day")));
}

function form(callback_id: string) {
  const text = (words: string) => ({ type: "plain_text" as const, text: words });
  const element = { type: "plain_text_input" as const, action_id: "name" };
  const blocks = [{ type: "input" as const, block_id: "name", label: text("Name"), element }];
  return { type: "modal" as const, callback_id, title: text("Who"), submit: text("Send"), blocks };
}

function card() {
  const text = { type: "plain_text" as const, text: "Go" };
  return [{ type: "actions" as const, elements: [{ type: "button" as const, action_id: "go", value: "far", text }] }];
}

test("a command is answered in its ack, only for the person who typed it", async () => {
  const slack = await openSlack();
  await startApp(slack, echo);
  const seen = await slack.command({ user: ADA, channel: "eng", command: "/echo", text: "a <b> & c" });
  expect(seen).toMatchObject({ outcome: "acked", text: "You said a &lt;b&gt; &amp; c", message: { onlyFor: ADA } });
  expect(slack.messages("eng", "U0BEN")).toEqual([]);
});

test("a command can be answered later through its response url", async () => {
  const slack = await openSlack();
  await startApp(slack, echo);
  expect(await slack.command({ user: ADA, channel: "eng", command: "/slow" })).toMatchObject({ text: "Here it is" });
});

test("a modal is opened by its trigger, sent back with errors, and closed when it is right", async () => {
  const slack = await openSlack();
  await startApp(slack, echo);
  const opened = await slack.command({ user: ADA, channel: "eng", command: "/form" });
  expect(opened.view?.body["callback_id"]).toBe("form");
  const missing = await slack.submit({ user: ADA });
  expect(missing.view?.errors).toEqual({ name: "Please complete this required field." });
  const refused = await slack.submit({ user: ADA, values: { name: "bad" } });
  expect(refused.view?.errors).toEqual({ name: "Not that one" });
  const greeting = slack.next((news) => news.type === "message");
  const sent = await slack.submit({ user: ADA, values: { name: "Grace" } });
  expect(sent.news[0]).toMatchObject({ type: "view", act: "closed" });
  expect(await greeting).toMatchObject({ message: { text: "Hello Grace", channel: "D0ADA" } });
});

test("a button replaces the message it stands in", async () => {
  const slack = await openSlack();
  await startApp(slack, echo);
  await slack.command({ user: ADA, channel: "eng", command: "/card" });
  const seen = await slack.click({ user: ADA, channel: "eng", actionId: "go" });
  expect(seen).toMatchObject({ text: "Went far", message: { blocks: [] } });
  expect(slack.messages("eng")).toHaveLength(1);
});

test("mentions, direct messages and the home tab reach the app as events", async () => {
  const slack = await openSlack();
  await startApp(slack, echo);
  const mention = await slack.mention({ user: ADA, channel: "eng", text: "are you there?" });
  expect(mention.message).toMatchObject({ text: `Yes, <@${ADA}>?`, threadTs: expect.stringMatching(/^\d+\.\d{6}$/) });
  expect(await slack.dm({ user: ADA, text: "hello" })).toMatchObject({ text: "Good day" });
  const home = await slack.openHome(ADA);
  expect(home.view).toMatchObject({ type: "home", user: ADA });
});

test("without a listener the person reads operation_timeout, without a connection dispatch_failed", async () => {
  const slack = await openSlack({ timing: { ackMs: 60 } });
  const failed = await slack.command({ user: ADA, channel: "eng", command: "/echo" });
  expect(failed).toMatchObject({ outcome: "dispatch_failed", text: '/echo failed with the error "dispatch_failed"' });
  await startApp(slack, () => {});
  const late = await slack.command({ user: ADA, channel: "eng", command: "/unknown" });
  expect(late).toMatchObject({
    outcome: "operation_timeout",
    text: '/unknown failed with the error "operation_timeout"',
  });
});
