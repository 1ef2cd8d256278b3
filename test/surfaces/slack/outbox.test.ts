import { expect, it } from "vitest";
import { createSlackClients } from "#integrations/slack/clients";
import type { View } from "#lib/view";
import { createAnnouncements } from "#surfaces/slack/announcements";
import { send } from "#surfaces/slack/posting";
import { openSlack, startBot, until } from "./bot.ts";
import { silentLog } from "./doubles.ts";

const ENG = "C0ENG";

function say(text: string): View {
  return { text, nodes: [{ type: "text", content: [text] }] };
}

async function open() {
  const slack = await openSlack();
  const bot = await startBot({ slack });
  const sender = { outbox: bot.outbox, wake: bot.surface.wake, now: () => new Date() };
  const announcements = createAnnouncements(sender, bot.api);
  const texts = (channel = "eng") => slack.messages(channel).map(({ text }) => text);
  const calls = (name: string) => slack.ledger.entries().filter((entry) => entry.name === name).length;

  async function settled(key: string, state: string) {
    await until(`${key} is ${state}`, async () => (await announcements.find(key))?.state === state);
    return announcements.find(key);
  }

  return { slack, bot, announcements, texts, calls, settled };
}

it("posts an announcement once, however often it is asked for, and knows its link", async () => {
  const { announcements, texts, settled } = await open();
  await announcements.post({ channel: ENG, view: say("Good morning."), key: "monday" });
  await announcements.post({ channel: ENG, view: say("Good morning."), key: "monday" });
  expect(await settled("monday", "sent")).toMatchObject({ permalink: expect.stringContaining("http") });
  expect(texts()).toEqual(["Good morning."]);
  expect(await announcements.find("tuesday")).toBeUndefined();
});

it("goes on in the thread of the first message where one is not enough", async () => {
  const { announcements, slack, settled } = await open();
  const items = Array.from({ length: 25 }, (_, index) => ({
    content: [`${index} ${"word ".repeat(110)}`],
    buttons: [],
  }));
  const nodes = [1, 2].map(() => ({ type: "items" as const, items }));
  await announcements.post({ channel: ENG, view: { text: "Long.", nodes }, key: "long" });
  await settled("long/2", "sent");
  const [first, second] = slack.messages("eng");
  expect(second).toMatchObject({ text: "(2 of 3) Long.", threadTs: first?.ts });
});

it.each([
  ["the answer is lost", { kind: "answer_lost" }, 1],
  ["the answer is cut off", { kind: "truncated" }, 1],
  ["it is applied late", { kind: "late", ms: 100 }, 1],
  ["Slack fails before doing anything", { kind: "status", status: 500 }, 2],
  ["Slack says that something went wrong inside", { kind: "error", error: "internal_error" }, 2],
] as const)("posts once although %s", async (_, fault, posts) => {
  const { slack, announcements, texts, calls, settled } = await open();
  slack.fault({ ...fault, on: "chat.postMessage" });
  await announcements.post({ channel: ENG, view: say("Once."), key: "once" });
  await settled("once", "sent");
  expect(texts()).toEqual(["Once."]);
  expect(calls("chat.postMessage")).toBe(posts);
});

it("waits as long as Slack asks in one channel, while people are answered and other channels go on", async () => {
  const { slack, announcements, texts, settled } = await open();
  slack.fault({ kind: "status", status: 429, retryAfter: 2, on: ENG });
  await announcements.post({ channel: ENG, view: say("Later."), key: "later" });
  await until("Slack has refused", () => slack.ledger.entries().some(({ outcome }) => outcome === "HTTP 429"));
  await announcements.post({ channel: "C0INC", view: say("Now."), key: "now" });
  await settled("now", "sent");
  const seen = await slack.command({ user: "U0ADA", channel: "eng", command: "/standup" });
  expect(seen.text).toBe("Standup of all over 24 hours.");
  expect(texts()).not.toContain("Later.");
  expect(await settled("later", "sent")).toBeDefined();
});

it("says why a channel cannot be posted to, and does not try again", async () => {
  const { announcements, calls, settled } = await open();
  await announcements.post({ channel: "C0NOWHERE", view: say("Hello?"), key: "lost" });
  expect(await settled("lost", "failed")).toMatchObject({ reason: expect.stringContaining("not found") });
  expect(calls("chat.postMessage")).toBe(1);
});

it("says it in plain words when Slack does not take the blocks", async () => {
  const { slack, announcements, texts, settled } = await open();
  slack.fault({ kind: "block_refused", blockType: "rich_text", times: 1 });
  await announcements.post({ channel: ENG, view: say("Plain."), key: "plain" });
  await settled("plain", "sent");
  expect(texts()).toEqual(["Plain."]);
});

it("leaves to a person what it may not look up", async () => {
  const { slack, announcements, settled } = await open();
  slack.fault({ kind: "answer_lost", on: "chat.postMessage" });
  slack.fault({ kind: "error", on: "conversations.history", error: "missing_scope" });
  await announcements.post({ channel: ENG, view: say("Perhaps."), key: "perhaps" });
  expect(await settled("perhaps", "uncertain")).toMatchObject({ reason: expect.stringContaining("missing_scope") });
});

it("keeps what could not be posted while the token is refused, and posts it when it is accepted again", async () => {
  const { slack, bot, announcements, texts } = await open();
  slack.fault({ kind: "error", on: "chat.postMessage", error: "account_inactive" });
  slack.fault({ kind: "error", on: "auth.test", error: "account_inactive", times: 2 });
  await announcements.post({ channel: ENG, view: say("Still here."), key: "still" });
  await until("it is degraded", () => bot.surface.state().degraded?.code === "account_inactive");
  await until("it is ready again", () => bot.surface.state().isReady);
  expect(await announcements.find("still")).toMatchObject({ state: "queued" });
  expect(texts()).toEqual([]);
});

it("tells a message that never left from one that may have arrived", async () => {
  const clients = createSlackClients({ apiUrl: "http://127.0.0.1:9/api/", botToken: "xoxb-x", log: silentLog });
  const posting = {
    id: "1",
    channel: ENG,
    thread: undefined,
    target: undefined,
    message: { text: "Hello.", blocks: [] },
  };
  expect(await send(clients.bulk, posting)).toEqual({ type: "unreached" });
});
