import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import type { SlackSandbox } from "#sandbox/slack/sandbox";
import { createMemory, openSlack, prepareBot, startBot, until } from "./bot.ts";
import { typeCommands } from "./load.ts";

const WHO = { user: "U0ADA", channel: "eng" };

async function open() {
  const slack = await openSlack();
  const bot = await startBot({ slack });
  await until("both lines are up", () => slack.office.sockets.count() === 2);
  return { slack, bot };
}

function expectAnswer(slack: SlackSandbox) {
  return expect(slack.command({ ...WHO, command: "/standup" })).resolves.toMatchObject({
    outcome: "acked",
    text: "Standup of all over 24 hours.",
  });
}

// With every core busy a new connection may take longer than the 20 ms between two commands, hence the other tries.
it("acknowledges every command while lines are replaced, one and then all at once", { retry: 2 }, async () => {
  const { slack, bot } = await open();
  const result = await typeCommands({
    slack,
    perSecond: 50,
    seconds: 2,
    strikes: [
      { at: 0.25, strike: () => slack.fault({ kind: "refresh", socket: 0 }) },
      { at: 0.5, strike: () => slack.fault({ kind: "refresh" }) },
      { at: 0.75, strike: () => slack.fault({ kind: "warning", socket: 1 }) },
    ],
  });
  expect(result.acked).toBe(result.sent);
  expect(bot.counted("slack_reconnects_total")).toBeGreaterThanOrEqual(4);
  await until("all are answered", () => bot.audit.length === result.sent);
});

it("acknowledges a command that was written right behind the request for a new line", async () => {
  const { slack } = await open();
  slack.fault({ kind: "refresh" });
  await expectAnswer(slack);
});

/** Breaks every line, and waits until that is noticed. */
async function breakLines({ slack, bot }: Awaited<ReturnType<typeof open>>) {
  slack.fault({ kind: "reset" });
  await until("both lines are down", () => bot.counted("slack_reconnects_total") >= 2);
}

it("is back when all lines broke", async () => {
  const { slack, bot } = await open();
  await breakLines({ slack, bot });
  await expectAnswerSoon(slack);
  expect(bot.surface.state().isReady).toBe(true);
});

it.each([
  { kind: "status", status: 503 },
  { kind: "error", error: "internal_error" },
  { kind: "status", status: 429, retryAfter: 1 },
  { kind: "truncated" },
  { kind: "answer_lost" },
] as const)("tries again until a line can be opened: %o", async (fault) => {
  const { slack, bot } = await open();
  slack.fault({ ...fault, on: "apps.connections.open", times: 4 });
  await breakLines({ slack, bot });
  await expectAnswerSoon(slack);
});

it("opens another line when Slack says no hello in time", async () => {
  const slack = await openSlack();
  slack.fault({ kind: "hello_late", ms: 30_000, times: 2 });
  await startBot({ slack });
  await expectAnswer(slack);
});

it.each(["account_inactive", "invalid_auth"])("survives %s, says what to do, and heals", async (code) => {
  const { slack, bot } = await open();
  slack.fault({ kind: "error", on: "apps.connections.open", error: code, times: 6 });
  slack.fault({ kind: "reset" });
  await until("it is degraded", () => bot.surface.state().degraded !== undefined);
  expect(bot.surface.state()).toMatchObject({
    isReady: false,
    degraded: { code, remedy: expect.stringMatching(/\w+/) },
  });
  await until("a line is up again", () => slack.office.sockets.count() > 0);
  await expectAnswer(slack);
  expect(bot.surface.state()).toMatchObject({ isReady: true });
});

it("takes a switched off Socket Mode for something to mend", async () => {
  const { slack, bot } = await open();
  slack.fault({ kind: "error", on: "apps.connections.open", error: "link_disabled", times: 50 });
  slack.fault({ kind: "link_disabled" });
  await until("it is degraded", () => bot.surface.state().degraded?.code === "link_disabled");
  slack.heal();
  await expectAnswerSoon(slack);
});

async function expectAnswerSoon(slack: SlackSandbox) {
  await until("a line is up again", () => slack.office.sockets.count() > 0);
  await expectAnswer(slack);
}

it("starts while the token is refused, and while Slack is away, and is there when it can be", async () => {
  const slack = await openSlack();
  slack.fault({ kind: "error", on: "auth.test", error: "invalid_auth", times: 2 });
  const bot = await startBot({ slack });
  await until("it is degraded", () => bot.surface.state().degraded?.code === "invalid_auth");
  await until("it is ready", () => bot.surface.state().isReady);
  expect(bot.surface.state()).toMatchObject({ botUserId: "U0ADJUTANT", teamId: "T0ACME" });
});

it("remembers who it is for a start at which Slack cannot say", async () => {
  const slack = await openSlack();
  const memory = createMemory();
  const first = await startBot({ slack, memory });
  await until("it knows itself", () => first.surface.state().botUserId !== undefined);
  await first.surface.stop();

  slack.fault({ kind: "status", status: 500, on: "auth.test", times: 100 });
  const second = await startBot({ slack, memory });
  expect(second.surface.state().botUserId).toBe("U0ADJUTANT");
  await expectAnswer(slack);
});

it("takes “too many events”, which has no event inside, like any other", async () => {
  const { slack, bot } = await open();
  slack.fault({ kind: "eventless" });
  await expectAnswer(slack);
  await until("it is performed", async () => bot.gauge("slack_lines_up") === 2);
  expect(bot.counted("slack_guarded_total")).toBe(0);
});

it("answers once what comes twice, be it in the same envelope or in another", async () => {
  const { slack, bot } = await open();
  slack.fault({ kind: "duplicate" });
  await slack.mention({ ...WHO, text: "standup core" });
  slack.fault({ kind: "duplicate_new_id" });
  await slack.mention({ ...WHO, text: "standup core" });
  await until("the doubles were seen", () => bot.counted("slack_duplicates_total") === 2);
  await pause(100);
  expect(slack.messages("eng").filter(({ isFromApp }) => isFromApp)).toHaveLength(2);
});

it("keeps to one line when Slack has too many of them", async () => {
  const slack = await openSlack();
  const others = await Promise.all(Array.from({ length: 9 }, () => openOther(slack)));
  onTestFinished(() => {
    for (const other of others) other.close();
  });
  const bot = await startBot({ slack });
  await until("the second was refused", () => bot.counted("slack_reconnects_total too_many_websockets") > 0);
  expect(bot.surface.state()).toMatchObject({ isReady: true, linesUp: 1 });
});

/** A connection of another process of the same app. */
async function openOther({ apiUrl, appToken }: SlackSandbox): Promise<WebSocket> {
  const headers = { authorization: `Bearer ${appToken}` };
  const reply = await fetch(`${apiUrl}apps.connections.open`, { method: "POST", headers });
  const { url } = (await reply.json()) as { url: string };
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
  return socket;
}

it("ends in good time, and says nothing more", async () => {
  const { slack, bot } = await open();
  await bot.surface.stop();
  await until("the lines are closed", () => slack.office.sockets.count() === 0);
  expect(bot.surface.state()).toMatchObject({ linesUp: 0 });
});

it("starts again while Slack refuses every connection, and does not end the process", async () => {
  const slack = await openSlack();
  slack.fault({ kind: "status", status: 503, on: "apps.connections.open", times: 6 });
  const bot = await prepareBot({ slack });
  await bot.surface.start();
  await expectAnswer(slack);
});
