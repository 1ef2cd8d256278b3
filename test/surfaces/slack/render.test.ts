import fc from "fast-check";
import { expect, it } from "vitest";
import type { Inline, View } from "#lib/view";
import { checkMessage, checkView } from "#sandbox/slack/blocks/check";
import { LIMITS as SLACK_LIMITS } from "#sandbox/slack/blocks/limits";
import { LIMITS, SHOWN } from "#surfaces/slack/limits";
import { renderHome, renderMessage, renderMessages, renderModal } from "#surfaces/slack/render";
import { readMessage, readView } from "./reader.ts";
import { anyView } from "./views.ts";

const RUNS = { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 150) };
const FROM = { name: "standup", input: { team: "core" } };

/** Every mention and link the view itself makes; nothing else may come alive. */
function typedNodes(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = ["link", "user", "channel"].some((key) => typeof (value as Record<string, unknown>)[key] === "string")
    ? 1
    : 0;
  return Object.values(value).reduce((sum: number, inner) => sum + typedNodes(inner), own);
}

it("makes nothing that the local Slack refuses", () => {
  fc.assert(
    fc.property(anyView, (view) => {
      for (const { blocks } of renderMessages(view, FROM).shown) expect(checkMessage(blocks)).toEqual([]);
      expect(checkView(renderModal(view, FROM).shown)).toEqual([]);
      expect(checkView(renderHome(view).shown)).toEqual([]);
    }),
    RUNS,
  );
});

it("knows no limit that is wider than the one the local Slack was given", () => {
  const pairs: [ours: number, theirs: number][] = [
    [LIMITS.message.blocks, SLACK_LIMITS.messageBlocks],
    [LIMITS.message.text, SLACK_LIMITS.messageText],
    [LIMITS.message.allText, SLACK_LIMITS.allText],
    [LIMITS.view.blocks, SLACK_LIMITS.viewBlocks],
    [LIMITS.view.title, SLACK_LIMITS.viewTitle],
    [LIMITS.header, SLACK_LIMITS.header],
    [LIMITS.fields, SLACK_LIMITS.fields],
    [LIMITS.contextText, SLACK_LIMITS.text],
    [LIMITS.actions, SLACK_LIMITS.actions],
    [SHOWN.buttonText, SLACK_LIMITS.buttonText],
    [LIMITS.button.value, SLACK_LIMITS.buttonValue],
    [LIMITS.button.description, SLACK_LIMITS.accessibilityLabel],
    [LIMITS.confirm.title, SLACK_LIMITS.confirmTitle],
    [LIMITS.confirm.text, SLACK_LIMITS.confirmText],
    [LIMITS.confirm.button, SLACK_LIMITS.confirmButton],
    [LIMITS.url, SLACK_LIMITS.url],
    [LIMITS.table.columns, SLACK_LIMITS.tableColumns],
    [LIMITS.table.text, SLACK_LIMITS.tableText],
    [SHOWN.tableRows, SLACK_LIMITS.tableRows],
  ];
  expect(pairs.filter(([ours, theirs]) => ours > theirs)).toEqual([]);
});

it("never exceeds a limit and never lets text come alive, whatever the view holds", () => {
  fc.assert(
    fc.property(anyView, (view) => {
      const readings = [
        ...renderMessages(view, FROM).shown.map(readMessage),
        readMessage(renderMessage(view, FROM).shown),
      ];
      const views = [readView(renderModal(view, FROM).shown), readView(renderHome(view).shown)];
      for (const { live, faults } of [...readings, ...views]) {
        expect(faults).toEqual([]);
        expect(live.length).toBeLessThanOrEqual(typedNodes(view));
        expect(live.filter((token) => /<[!@#]/.test(token))).toEqual([]);
      }
    }),
    RUNS,
  );
});

function textView(content: Inline[], text = "Something."): View {
  return { text, nodes: [{ type: "text", content }] };
}

it("makes links and mentions of typed nodes alone", () => {
  const view = textView([
    "<!channel> ",
    { link: "https://git.example/pull/7", label: "acme/api#7" },
    { user: "U12345678", label: "Mira" },
    { user: "everyone", label: "Mallory" },
    { channel: "C12345678", label: "eng" },
  ]);
  expect(renderMessage(view).shown.blocks).toEqual([
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "<!channel> " },
            { type: "link", url: "https://git.example/pull/7", text: "acme/api#7" },
            { type: "user", user_id: "U12345678" },
            { type: "text", text: "Mallory" },
            { type: "channel", channel_id: "C12345678" },
          ],
        },
      ],
    },
  ]);
});

it.each([
  ["javascript:alert(1)", "read"],
  ["https://evil.example/login", "https://good.example/login"],
  ["https://evil.example", "good.example"],
  ["https://good.example@evil.example/", "here"],
])("shows no link for %s labelled “%s”", (link, label) => {
  expect(JSON.stringify(renderMessage(textView([{ link, label }])).shown.blocks)).not.toContain('"link"');
});

it("escapes the fallback text once", () => {
  expect(renderMessage(textView(["x"], "a < b && <!here>")).shown.text).toBe("a &lt; b &amp;&amp; &lt;!here&gt;");
});

it("cuts long text at a whole character and an entity never", () => {
  const { text } = renderMessage(textView(["x"], `${"é👩‍👩‍👧 & ".repeat(900)}`)).shown;
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(text).toMatch(/(?:é|👩‍👩‍👧| |&amp;)…$/u);
});

const ROWS = Array.from({ length: 120 }, (_, index) => [`service ${index}`, index, null]);

it("counts what it leaves out, and offers to show it", () => {
  const view: View = {
    text: "Many.",
    nodes: [
      {
        type: "items",
        title: "Stale",
        items: ROWS.map(([name]) => ({ content: [String(name)], buttons: [] })),
        more: 5,
      },
      { type: "table", caption: "Services", columns: ["name", "open", "late"], rows: ROWS },
    ],
  };
  const blocks = JSON.stringify(renderMessage(view, FROM).shown.blocks);
  expect(blocks).toContain("and 100 more");
  expect(blocks).toContain("and 90 more");
  expect(blocks.match(/"type":"table"/g)).toHaveLength(1);
});

it("goes on in further messages at the border of an item, and stops after five", () => {
  const items = Array.from({ length: 24 }, (_, index) => ({
    content: [`item ${index} ${"word ".repeat(100)}`],
    buttons: [{ label: "Snooze", call: { name: "signals.snooze", input: { id: index } } }],
  }));
  const lists = Array.from({ length: 12 }, () => ({ type: "items" as const, items }));
  const { shown } = renderMessages({ text: "All of it.", nodes: lists }, FROM);
  expect(shown).toHaveLength(5);
  expect(shown[1]?.text).toBe("(2 of 5) All of it.");
  expect(JSON.stringify(shown[4])).toContain("more lines are left out here");
  expect(JSON.stringify(shown[4])).toContain("open:standup:");
});

it("names every button for those who cannot see what it stands beside", () => {
  const call = { name: "signals.snooze", input: { id: "s1" } };
  const view: View = {
    text: "Two.",
    nodes: [
      { type: "items", items: [{ content: ["acme/api#7"], buttons: [{ label: "Snooze", call }] }] },
      { type: "figures", figures: [{ label: "Open pull requests", value: 63, why: { name: "why", input: {} } }] },
    ],
  };
  const blocks = JSON.stringify(renderMessage(view).shown.blocks);
  expect(blocks).toContain('"accessibility_label":"Snooze acme/api#7"');
  expect(blocks).toContain('"accessibility_label":"Why is Open pull requests 63?"');
  expect(blocks).toContain('"text":"*Open pull requests*\\n63"');
});

it("prints a figure without data as such, and a label that could be a format as plain text", () => {
  const figures = [
    { label: "Cycle time", value: null },
    { label: "*Snappy*", value: 3, unit: "days", note: "n=3" },
  ];
  const [section] = renderMessage({ text: "Two.", nodes: [{ type: "figures", figures }] }).shown.blocks;
  expect(section).toMatchObject({
    fields: [
      { type: "mrkdwn", text: "*Cycle time*\nno data" },
      { type: "plain_text", text: "*Snappy*\n3 days (n=3)" },
    ],
  });
});

it("keeps a call that is too long for its button", () => {
  const call = { name: "projects.create", input: { description: "x".repeat(3_000) } };
  const { kept, shown } = renderMessage({
    text: "One.",
    nodes: [{ type: "buttons", buttons: [{ label: "Create", call }] }],
  });
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(shown.blocks)).toContain(kept[0]?.id);
});
