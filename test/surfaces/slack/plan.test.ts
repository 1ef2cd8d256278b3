import { expect, it, onTestFinished } from "vitest";
import { catalogue } from "#capabilities/index";
import { Manifest } from "#sandbox/slack/manifest";
import { createSlackSandbox } from "#sandbox/slack/sandbox";
import { createWorld } from "#sandbox/world/world";
import { createManifest } from "#surfaces/slack/manifest";
import { openPlanning } from "../../support/planning.ts";
import { startBot } from "./bot.ts";

async function open() {
  const world = createWorld({ seed: 1, now: () => new Date() });
  const slack = await createSlackSandbox({ world, manifest: Manifest.parse(createManifest(catalogue)) });
  onTestFinished(() => slack.close());
  const planning = await openPlanning();
  await startBot({ slack, catalogue, store: planning.store, change: { invoke: planning.invoke } });
  const channel = slack.office.workspace.channel("eng");
  return { ...planning, slack, user: "U0ADA", channel: channel.id };
}

async function planOf({ claim, ports }: Awaited<ReturnType<typeof open>>) {
  const [job] = await claim();
  return job && ports.plans.find((job.payload as { plan: string }).plan);
}

it("opens a form for /plan alone, and plans what is filled in where it was typed", async () => {
  const house = await open();
  const { slack, user, channel } = house;
  const { view } = await slack.command({ user, channel, command: "/plan" });
  expect(JSON.stringify(view?.body.blocks)).toContain("Who has which problem");
  const sent = await slack.submit({ user, values: { idea: "Quick refunds.", title: "Refunds" } });
  expect(JSON.stringify(sent.view)).toContain("Planning “Refunds”");
  expect(await planOf(house)).toMatchObject({
    title: "Refunds",
    place: `slack:${channel}`,
    asker: { id: `slack:${user}` },
  });
});

it("says under the field what is wrong with it", async () => {
  const { slack, user, channel } = await open();
  await slack.command({ user, channel, command: "/plan" });
  const refused = await slack.submit({ user, values: { idea: "Refunds", title: "🚀🚀" } });
  expect(JSON.stringify(refused)).toContain("no letter in it");
});

it("takes the idea behind the command, colons and all", async () => {
  const house = await open();
  const { slack, user, channel } = house;
  const text = "Refunds: let the scan begin them. Note: no new vendor. template:experiment";
  await slack.command({ user, channel, command: "/plan", text });
  expect(await planOf(house)).toMatchObject({
    wish: {
      idea: { idea: "Refunds: let the scan begin them. Note: no new vendor.", title: "", template: "experiment" },
    },
  });
});

it("plans a message from its menu, with what was said in its thread", async () => {
  const house = await open();
  const { slack, user, channel } = house;
  const first = await slack.mention({ user, channel, text: "Refunds take a week!" });
  const { ts } = slack.messages(channel).find(({ text }) => text.includes("Refunds take a week")) ?? { ts: "" };
  expect(first.outcome).toBeDefined();
  await slack.mention({ user, channel, text: "Mine took two.", threadTs: ts });
  const said = await slack.shortcut({ user, channel, ts, callbackId: "plan" });
  expect(said.text).toContain("Planning “");
  const plan = await planOf(house);
  expect(plan).toMatchObject({ place: `slack:${channel}`, thread: ts, wish: { kind: "draft" } });
  expect(JSON.stringify(plan?.wish)).toContain("Mine took two.");
});

it("plans the message alone where its thread cannot be read", async () => {
  const house = await open();
  const { slack, user, channel } = house;
  await slack.mention({ user, channel, text: "Refunds take a week!" });
  const { ts } = slack.messages(channel).find(({ text }) => text.includes("Refunds take a week")) ?? { ts: "" };
  slack.fault({ kind: "error", on: "conversations.replies", error: "missing_scope", times: 9 });
  await slack.shortcut({ user, channel, ts, callbackId: "plan" });
  expect(await planOf(house)).toMatchObject({ thread: ts, wish: { idea: { brought: [] } } });
});

it("says that a shortcut is outdated which there is no more", async () => {
  const { slack, user, channel } = await open();
  await slack.mention({ user, channel, text: "help" });
  const ts = slack.messages(channel).at(-1)?.ts ?? "";
  expect((await slack.shortcut({ user, channel, ts, callbackId: "gone" })).text).toContain("outdated");
});
