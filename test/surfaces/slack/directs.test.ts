import { expect, it } from "vitest";
import type { SlackSandbox } from "#sandbox/slack/sandbox";
import { openTestStore } from "../../support/stores.ts";
import { createMemory, openSlack, QUICK, startBot, until } from "./bot.ts";

const WHO = "U0ADA";
const OTHER = "U0BEN";

function direct(slack: SlackSandbox, user = WHO) {
  return slack.office.workspace.directWith(user).id;
}

/** Written where no line delivers it. */
function write(slack: SlackSandbox, text: string, user = WHO): void {
  slack.office.messages.post({ channel: direct(slack, user), user, isFromApp: false, text });
}

function answers(slack: SlackSandbox, user = WHO): string[] {
  return slack.messages(direct(slack, user)).flatMap(({ isFromApp, text }) => (isFromApp ? [text] : []));
}

const CORE = "Standup of core over 24 hours.";
const WEB = "Standup of web over 24 hours.";

it("answers what was written directly while no line was up, and nothing twice", async () => {
  const slack = await openSlack();
  const bot = await startBot({ slack, change: { timing: { ...QUICK, darkMs: 1 } } });
  await slack.dm({ user: WHO, text: "standup core" });
  slack.fault({ kind: "status", status: 503, on: "apps.connections.open", times: 2 });
  slack.fault({ kind: "reset" });
  await until("no line is up", () => bot.surface.state().linesUp === 0);
  write(slack, "standup web");
  await until("it is answered", () => answers(slack).length === 2);
  expect(answers(slack)).toEqual([CORE, WEB]);
  expect(bot.audit).toHaveLength(2);
});

it("does not read conversations for a gap that Slack bridges itself", async () => {
  const slack = await openSlack();
  const bot = await startBot({ slack });
  await slack.dm({ user: WHO, text: "standup core" });
  await until("both lines are up", () => bot.surface.state().linesUp === 2);
  slack.fault({ kind: "reset" });
  await until("the lines went down", () => bot.counted("slack_reconnects_total") >= 2);
  await slack.dm({ user: WHO, text: "standup web" });
  const reads = slack.ledger.entries().filter(({ name }) => name === "conversations.history");
  expect(reads).toEqual([]);
});

it("answers what was written while no process ran, in conversations that it knows", async () => {
  const slack = await openSlack();
  const [store, memory] = [await openTestStore("sqlite"), createMemory()];
  const first = await startBot({ slack, store, memory });
  await slack.dm({ user: WHO, text: "standup core" });
  await slack.dm({ user: OTHER, text: "standup core" });
  await first.surface.stop();
  write(slack, "standup web");
  write(slack, "triage", OTHER);
  const second = await startBot({ slack, store, memory });
  await until("both are answered", () => answers(slack).length === 2 && answers(slack, OTHER).length === 2);
  expect(answers(slack)).toEqual([CORE, WEB]);
  expect(answers(slack, OTHER)).toEqual([CORE, "2 wait."]);
  expect(second.audit).toHaveLength(2);
});

it("goes on with other conversations when one cannot be read, and waits when Slack asks to", async () => {
  const slack = await openSlack();
  const [store, memory] = [await openTestStore("sqlite"), createMemory()];
  const first = await startBot({ slack, store, memory });
  await slack.dm({ user: WHO, text: "standup core" });
  await slack.dm({ user: OTHER, text: "standup core" });
  await first.surface.stop();
  write(slack, "standup web");
  slack.fault({ kind: "error", on: direct(slack, OTHER), error: "missing_scope" });
  slack.fault({ kind: "status", status: 429, retryAfter: 1, on: direct(slack) });
  await startBot({ slack, store, memory });
  await until("it is answered", () => answers(slack).length === 2);
  expect(answers(slack)).toEqual([CORE, WEB]);
});
