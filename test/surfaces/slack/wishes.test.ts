import { expect, it } from "vitest";
import { z } from "zod";
import { createCatalogue, defineCapability } from "#kernel/capability";
import type { SlackSandbox } from "#sandbox/slack/sandbox";
import { openSlack, startBot, until } from "./bot.ts";
import { createFakeCatalogue } from "./capabilities.ts";

/** Reads for as long as somebody wants to know. */
const wait = defineCapability({
  name: "wait",
  summary: "Waits.",
  risk: "read",
  command: "/wait",
  input: z.object({}),
  result: z.object({}),
  run: ({ signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("nobody wants it")));
    }),
  view: () => ({ text: "Waited.", nodes: [] }),
});

async function setUp() {
  const slack = await openSlack();
  const catalogue = createCatalogue([...createFakeCatalogue().values(), wait]);
  const bot = await startBot({ slack, catalogue });
  const [ada] = slack.office.workspace.people();
  return { slack, bot, who: { user: ada?.id ?? "", channel: "eng" } };
}

const ofApp = (slack: SlackSandbox) => slack.messages("eng").filter(({ isFromApp }) => isFromApp);
const plan = (slack: SlackSandbox) => ofApp(slack).find(({ stream }) => stream);
const states = (slack: SlackSandbox) => plan(slack)?.stream?.tasks.flatMap(({ status }) => status ?? []);

it("answers each wish of a sentence in the thread, beside a plan that tells how far it is", async () => {
  const { slack, who, bot } = await setUp();
  void slack.mention({ ...who, text: "please standup core and triage; then the standup nobody" });
  await until("the plan ends", () => plan(slack)?.stream?.isOpen === false);
  await until("all of it is said", () => ofApp(slack).length === 4);
  const [first] = slack.messages("eng");
  expect(ofApp(slack).map(({ threadTs }) => threadTs)).toEqual(Array.from({ length: 4 }, () => first?.ts));
  expect(ofApp(slack).map(({ text }) => text)).toEqual([
    "All done.",
    expect.stringContaining("Standup of core over 24 hours."),
    "2 wait.",
    "There is no team “nobody”.",
  ]);
  expect(states(slack)).toEqual(["complete", "complete", "error"]);
  expect(bot.audit.map(({ id }) => id.split(":").at(-1))).toEqual(["0", "1", "2"]);
});

it("does what it understands of a sentence, and says in a line what it did not", async () => {
  const { slack, who } = await setUp();
  await slack.mention({ ...who, text: "standup core and triage; then blorb the frobs" });
  await until("all of it is said", () => ofApp(slack).length === 4);
  expect(ofApp(slack).at(-1)?.text).toBe("I did not understand “blorb the frobs”.");
  expect(states(slack)).toEqual(["complete", "complete"]);
});

it("stops in the middle when somebody says so, and says how far it came", async () => {
  const { slack, who } = await setUp();
  void slack.mention({ ...who, text: "standup core and wait and triage" });
  await until("it waits", () => states(slack)?.[1] === "in_progress");
  const shown = plan(slack);
  await slack.stop({ ...who, ts: shown?.ts ?? "" });
  await until("the plan ends", () => plan(slack)?.stream?.isOpen === false);
  expect(plan(slack)?.text).toBe("Stopped: 1 of 3 done.");
  expect(states(slack)).toEqual(["complete", "in_progress", "pending"]);
  await slack.mention({ ...who, text: "triage" });
  expect(ofApp(slack).map(({ text }) => text)).toContain("2 wait.");
  expect(ofApp(slack).filter(({ text }) => text === "2 wait.")).toHaveLength(1);
});

it("answers all the same where Slack shows no plans", async () => {
  const { slack, who } = await setUp();
  slack.fault({ kind: "error", on: "chat.startStream", error: "not_allowed_token_type" });
  void slack.mention({ ...who, text: "standup core and triage" });
  await until("all of it is said", () => ofApp(slack).length === 2);
  expect(plan(slack)).toBeUndefined();
});
