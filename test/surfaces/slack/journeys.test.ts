import { expect, it } from "vitest";
import { openSlack, startBot, until } from "./bot.ts";

const OTHER = "U0BEN";

async function open() {
  const slack = await openSlack();
  const bot = await startBot({ slack });
  return { slack, bot, who: { user: "U0ADA", channel: "eng" } };
}

type Slack = Awaited<ReturnType<typeof openSlack>>;

/** The text of what the person has in front of them in a view. */
function words(view: unknown): string {
  return JSON.stringify(view);
}

function lastMessage(slack: Slack, user = "U0ADA") {
  const message = slack.messages("eng", user).findLast(({ isFromApp }) => isFromApp);
  if (!message) throw new Error("Nothing was said.");
  return message;
}

it("answers a command to the person who typed it, in their name", async () => {
  const { slack, bot, who } = await open();
  const seen = await slack.command({ ...who, command: "/standup", text: "core 48" });
  expect(seen).toMatchObject({
    outcome: "acked",
    text: "Standup of core over 48 hours.",
    message: { onlyFor: "U0ADA" },
  });
  expect(bot.audit).toMatchObject([
    {
      id: expect.stringMatching(/^slack:/),
      invocation: {
        name: "standup",
        actor: { kind: "person", id: "slack:U0ADA" },
        origin: { surface: "slack", place: "slack:C0ENG" },
      },
    },
  ]);
});

it.each([
  ["/standup", "core many", /“many” is not a number/],
  ["/standup", "nobody", /There is no team “nobody”\./],
  ["/standup", "hours:900", /hours/],
  ["/standup", "broken", /Something went wrong on our side\. It was logged as \w+/],
  ["/adjutant", "standpu", /Did you mean \/standup/],
])("says to %s %s what is wrong", async (command, text, words) => {
  const { slack, who } = await open();
  const seen = await slack.command({ ...who, command, text });
  expect(seen.text).toMatch(words);
  expect(seen.message?.onlyFor).toBe("U0ADA");
});

it("renders a list anew in place after a button in it has done its work", async () => {
  const { slack, bot, who } = await open();
  await slack.command({ ...who, command: "/triage" });
  const [snooze] = words(lastMessage(slack).blocks).match(/call:signals\.snooze:\d+/) ?? [];
  const seen = await slack.click({ ...who, actionId: snooze ?? "" });

  expect(seen.text).toBe("Snoozed acme/api#7. 1 wait.");
  expect(bot.world.snoozed).toEqual(["acme/api#7"]);
  const shown = words(lastMessage(slack).blocks);
  expect(slack.messages("eng", "U0ADA").filter(({ isFromApp }) => isFromApp)).toHaveLength(1);
  expect(shown).toContain("Snoozed acme/api#7.");
  expect(shown).toContain("acme/web#3");
  expect(bot.audit.map(({ invocation }) => invocation.name)).toEqual(["triage", "signals.snooze", "triage"]);
});

it("opens the proof of a figure in a dialog", async () => {
  const { slack, who } = await open();
  await slack.command({ ...who, command: "/standup" });
  await slack.click({ ...who, actionId: "open:why:0" });
  await until("the dialog is filled", () => words(slack.office.views.stack("U0ADA")).includes("Because of hours."));
});

it("gives a button to open it with, when the dialog came too late", async () => {
  const { slack, who } = await open();
  await slack.command({ ...who, command: "/standup" });
  slack.fault({ kind: "error", on: "views.open", error: "expired_trigger_id" });
  const seen = await slack.click({ ...who, actionId: "open:why:0" });
  expect(seen.text).toBe("That took too long to open.");
  await slack.click({ ...who, actionId: "open:why:0", ts: seen.message?.ts ?? "" });
  await until("the dialog is filled", () => words(slack.office.views.stack("U0ADA")).includes("Because of hours."));
});

it("says of a button it does not know that the card is outdated", async () => {
  const { slack, who } = await open();
  await slack.command({ ...who, command: "/standup" });
  const message = lastMessage(slack);
  for (const block of message.blocks) if (block.type === "actions") rename(block["elements"]);
  const seen = await slack.click({ ...who, actionId: "approve", ts: message.ts });
  expect(seen.text).toContain("This card is outdated.");
});

function rename(elements: unknown): void {
  for (const element of elements as Record<string, unknown>[]) element["action_id"] = "approve";
}

it("answers a mention in its thread, for everybody, and a direct message in place", async () => {
  const { slack, who } = await open();
  const mentioned = await slack.mention({ ...who, text: "standup core" });
  expect(mentioned.text).toBe("Standup of core over 24 hours.");
  const asked = slack.messages("eng").find(({ isFromApp }) => !isFromApp);
  expect(mentioned.message).toMatchObject({ onlyFor: null, threadTs: asked?.ts });

  const written = await slack.dm({ user: "U0ADA", text: "what is this?" });
  expect(written.text).toContain("I do not know");
  expect(written.message?.threadTs).toBeNull();
});

it("replaces what everybody sees through the outbox", async () => {
  const { slack, who } = await open();
  const { message } = await slack.mention({ ...who, text: "triage" });
  const [snooze] = words(message?.blocks).match(/call:signals\.snooze:\d+/) ?? [];
  await slack.click({ ...who, actionId: snooze ?? "", ts: message?.ts ?? "" });
  await until("the message is changed", () => lastMessage(slack).text.startsWith("Snoozed acme/api#7."));
  expect(slack.messages("eng").filter(({ isFromApp }) => isFromApp)).toHaveLength(1);
});

it("keeps the home tab of those who looked as fresh as what it shows", async () => {
  const { slack, bot, who } = await open();
  const home = (user: string) => words(slack.office.views.home(user));
  await slack.openHome("U0ADA");
  expect(home("U0ADA")).toContain("acme/api#7");
  await slack.command({ ...who, command: "/adjutant", text: "signals snooze acme/api#7" });
  await until("the tab shows it no more", () => !home("U0ADA").includes("acme/api#7"));
  bot.world.snoozed.push("acme/web#3");
  bot.surface.refreshHomes();
  await until("the tab shows nothing any more", () => !home("U0ADA").includes("acme/web#3"));
  expect(slack.ledger.entries().filter(({ name }) => name === "views.publish")).toHaveLength(3);
});

it("shows others what was done in one home tab, and leaves there what it says of it", async () => {
  const { slack } = await open();
  const home = (user: string) => words(slack.office.views.home(user));
  const { view } = await slack.openHome("U0ADA");
  await slack.openHome(OTHER);
  const [snooze] = words(view).match(/call:signals\.snooze:\d+/) ?? [];
  await slack.click({ user: "U0ADA", viewId: view?.id ?? "", actionId: snooze ?? "" });
  await until("others see it", () => !home(OTHER).includes("acme/api#7"));
  expect(home("U0ADA")).toContain("Snoozed acme/api#7.");
});

it("shows what waits in the home tab, and again after a button there", async () => {
  const { slack } = await open();
  const { view } = await slack.openHome("U0ADA");
  expect(words(view)).toContain("What needs you");
  const [snooze] = words(view).match(/call:signals\.snooze:\d+/) ?? [];
  const after = await slack.click({ user: "U0ADA", viewId: view?.id ?? "", actionId: snooze ?? "" });
  expect(words(after.view)).toContain("Snoozed acme/api#7.");
});

it("shows the home tab although another edition came between", async () => {
  const { slack } = await open();
  await slack.openHome("U0ADA");
  slack.fault({ kind: "error", on: "views.publish", error: "hash_conflict" });
  const { view } = await slack.openHome("U0ADA");
  expect(words(view)).toContain("What needs you");
});

it("says in time that it takes longer, and then answers", async () => {
  const slack = await openSlack();
  let slowMs = 2_700;
  const bot = await startBot({
    slack,
    change: {
      invoke: async ({ id = "" }) => {
        await new Promise((resolve) => setTimeout(resolve, slowMs));
        slowMs = 0;
        const text = "At last.";
        return { status: "done", id, result: {}, view: { text, nodes: [] } };
      },
    },
  });
  const first = await slack.command({ user: "U0ADA", channel: "eng", command: "/standup" });
  expect(first).toMatchObject({ outcome: "acked", text: "Working on it…" });
  await until("the answer is there", () => lastMessage(slack).text === "At last.");
  expect(bot.counted("slack_autoack_total")).toBe(0);
});

it("passes over what other apps and it itself say", async () => {
  const { slack, bot } = await open();
  const channel = slack.office.workspace.directWith("U0ADA").id;
  const said = { type: "message", channel_type: "im", channel, ts: "1.1", text: "standup" };
  await slack.ackEvent({ ...said, user: "U0ADA", bot_id: "B0OTHER" });
  await slack.ackEvent({ ...said, user: "U0ADJUTANT" });
  await slack.ackEvent({ ...said, user: "U0ADA", subtype: "message_changed" });
  await slack.dm({ user: "U0ADA", text: "help" });
  expect(bot.audit.map(({ invocation }) => invocation.name)).toEqual(["help"]);
});
