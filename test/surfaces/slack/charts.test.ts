import { expect, it } from "vitest";
import { z } from "zod";
import { createCatalogue, defineCapability } from "#kernel/capability";
import type { View } from "#lib/view";
import type { SlackSandbox } from "#sandbox/slack/sandbox";
import { createAnnouncements } from "#surfaces/slack/announcements";
import { renderHome, renderMessages } from "#surfaces/slack/render";
import { type BotOptions, createMemory, openSlack, startBot, until } from "./bot.ts";

const ENG = "C0ENG";
const DAY = 86_400_000;
const CHART = {
  ...({ type: "chart", kind: "line", title: "Burndown", alt: "20 points are left of 30." } as const),
  labels: ["Start", "08-03", "08-04", "08-05"],
  series: [
    { name: "Left", values: [30, 25, 20, null] },
    { name: "Ideal", values: [30, 20, 10, 0] },
  ],
};
const VIEW: View = { text: "A burndown.", nodes: [CHART] };
const REFUSES = { kind: "block_refused", blockType: "data_visualization", on: "data_visualization", times: 1 } as const;

async function open(options: Partial<BotOptions> = {}) {
  const slack = await openSlack();
  const bot = await startBot({ slack, ...options });
  const sender = { outbox: bot.outbox, wake: bot.surface.wake, now: () => new Date() };
  const announcements = createAnnouncements(sender, bot.api);
  return {
    slack,
    bot,
    calls: (name: string) => slack.ledger.entries().filter((entry) => entry.name === name).length,
    /** Posts a view and answers with the blocks that arrived. */
    async post(key: string, view: View = VIEW) {
      await announcements.post({ channel: ENG, view, key });
      await until(`${key} is sent`, async () => (await announcements.find(key))?.state === "sent");
      return blocksOf(slack);
    },
  };
}

function blocksOf(slack: SlackSandbox) {
  return slack.messages("eng").at(-1)?.blocks ?? [];
}

const typesOf = (blocks: readonly { type: string }[]) => blocks.map(({ type }) => type);
const PICTURE = ["rich_text", "image", "context"];

it("draws what every series has a value for, names what is left out, and says the finding in words", async () => {
  const { post } = await open();
  const blocks = await post("chart");
  expect(typesOf(blocks)).toEqual(["rich_text", "data_visualization", "context"]);
  expect(JSON.stringify(blocks[0])).toContain("█▇▆·");
  expect(JSON.stringify(blocks[0])).toContain(CHART.alt);
  expect(blocks[1]).toMatchObject({
    title: "Burndown",
    chart: {
      type: "line",
      series: [
        { name: "Left", data: [{ value: 30 }, { value: 25 }, { label: "08-04", value: 20 }] },
        { name: "Ideal" },
      ],
      axis_config: { categories: ["Start", "08-03", "08-04"] },
    },
  });
  expect(JSON.stringify(blocks[2])).toContain("Without data: 08-05");
});

it("shows a picture where the workspace refuses charts, uploaded once for equal content and never tried again that day", async () => {
  const { post, calls, slack } = await open();
  slack.fault(REFUSES);
  const first = await post("one");
  expect(typesOf(first)).toEqual(PICTURE);
  expect(first[1]).toMatchObject({ alt_text: CHART.alt, slack_file: { id: expect.stringMatching(/^F/) } });
  const posts = calls("chat.postMessage");
  expect(fileOf(await post("two"))).toBe(fileOf(first));
  expect(calls("chat.postMessage")).toBe(posts + 1);
  expect(calls("files.completeUploadExternal")).toBe(1);
  const other = await post("other", { ...VIEW, nodes: [{ ...CHART, title: "Another" }] });
  expect(fileOf(other)).not.toBe(fileOf(first));
  expect(calls("files.completeUploadExternal")).toBe(2);
});

it("remembers both across a restart, and tries the chart again a day later", async () => {
  const values = new Map<string, unknown>();
  const memory = createMemory(values);
  const first = await open({ memory });
  first.slack.fault(REFUSES);
  await first.post("one");
  const second = await open({ memory });
  second.slack.fault({ ...REFUSES });
  expect(typesOf(await second.post("two"))).not.toContain("data_visualization");
  const dayAgo = [...values].map(([key, value]) => [key, typeof value === "string" ? earlier(value) : value] as const);
  const later = await open({ memory: createMemory(new Map(dayAgo)) });
  expect(typesOf(await later.post("three"))).toContain("data_visualization");
});

it("keeps the words where the picture is not taken either, or cannot be uploaded", async () => {
  const { post, slack } = await open();
  slack.fault(REFUSES);
  slack.fault({ kind: "block_refused", blockType: "image", on: "image" });
  expect(typesOf(await post("refused"))).toEqual(["rich_text", "context"]);
  slack.fault({ kind: "error", error: "missing_scope", on: "files.getUploadURLExternal" });
  expect(typesOf(await post("no scope"))).toEqual(["rich_text", "context"]);
});

it("says everything in plain words when another block is refused, and goes on drawing charts", async () => {
  const { post, slack } = await open();
  slack.fault({ kind: "block_refused", blockType: "header", on: "header" });
  expect(await post("plain", { ...VIEW, nodes: [{ type: "header", text: "Title" }, CHART] })).toEqual([]);
  expect(typesOf(await post("drawn"))).toContain("data_visualization");
});

it("answers a command with a picture where the workspace refuses charts", async () => {
  const chart = defineCapability({
    ...{ name: "chart", summary: "Draws a chart.", risk: "read", command: "/chart" },
    ...{ input: z.object({}), result: z.object({}), run: async () => ({}), view: () => VIEW },
  });
  const { slack } = await open({ catalogue: createCatalogue([chart]) });
  slack.fault(REFUSES);
  const answer = await slack.command({ user: "U0ADA", channel: "eng", command: "/adjutant", text: "chart" });
  expect(typesOf(answer.message?.blocks ?? [])).toEqual(PICTURE);
});

it("draws no more than two charts in a message and none in a view, and says the finding of every one", () => {
  const nodes = [1, 2, 3].map((number) => ({ ...CHART, title: `Chart ${number}`, alt: `Finding ${number}.` }));
  const [message] = renderMessages({ text: "Three.", nodes }).shown;
  expect(typesOf(message?.blocks ?? []).filter((type) => type === "data_visualization")).toHaveLength(2);
  const home = renderHome({ text: "Three.", nodes }).shown.blocks;
  expect(typesOf(home)).toEqual(["rich_text", "rich_text", "rich_text"]);
  for (const { alt } of nodes) {
    expect(JSON.stringify(message?.blocks)).toContain(alt);
    expect(JSON.stringify(home)).toContain(alt);
  }
});

it("tells labels apart that are the same when cut, and keeps the newest twenty points", () => {
  const labels = Array.from({ length: 30 }, (_, index) => `The same long beginning ${index}`);
  const series = [{ name: "Done", values: labels.map((_, index) => index) }];
  const [message] = renderMessages({ text: "Many.", nodes: [{ ...CHART, labels, series }] }).shown;
  const block = JSON.parse(JSON.stringify(message?.blocks[1]));
  const { categories } = block.chart.axis_config;
  expect(new Set(categories).size).toBe(20);
  expect(block.chart.series[0].data.at(-1)).toEqual({ label: categories.at(-1), value: 29 });
});

function earlier(at: string): string {
  return new Date(Date.parse(at) - DAY).toISOString();
}

function fileOf(blocks: readonly object[]): string {
  const shown: unknown = blocks.map((block) => ("slack_file" in block ? block.slack_file : undefined)).find(Boolean);
  return JSON.stringify(shown);
}
