import { expect, test } from "vitest";
import { checkMessage, checkView } from "#sandbox/slack/blocks/check";

const plain = (text: string) => ({ type: "plain_text", text });
const button = (more: object = {}) => ({ type: "button", text: plain("Go"), action_id: "go", ...more });
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const cell = (text: string) => ({ type: "raw_text", text });
const rich = (...elements: object[]) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements }] });

const GOOD: [name: string, block: object][] = [
  ["a section with fields", { type: "section", fields: [{ type: "mrkdwn", text: "*a*" }] }],
  ["a header of 150", { type: "header", text: plain("x".repeat(150)) }],
  ["25 buttons", { type: "actions", elements: many(25, (index) => button({ action_id: `go${index}` })) }],
  [
    "rich text",
    rich({ type: "text", text: "a" }, { type: "user", user_id: "U1" }, { type: "link", url: "https://a.b" }),
  ],
  ["a table", { type: "table", rows: [[cell("a")], [{ type: "raw_number", value: 3 }]] }],
  ["a data table", { type: "data_table", caption: "C", rows: [[cell("a")], [cell("b")]] }],
  ["a pie", { type: "data_visualization", title: "T", chart: { type: "pie", segments: [{ label: "a", value: 1 }] } }],
  ["a card", { type: "card", title: plain("T") }],
  ["a task", { type: "task_card", task_id: "1", title: "T", status: "in_progress" }],
];

test.each(GOOD)("%s is accepted", (_name, block) => {
  expect(checkMessage([block])).toEqual([]);
});

const BAD: [name: string, pointer: string, block: object][] = [
  ["an unknown block", "/0/type", { type: "marquee" }],
  ["an empty text", "/0/text/text", { type: "section", text: plain("") }],
  ["a section of nothing", "/0/text", { type: "section" }],
  ["a text over 3,000", "/0/text/text", { type: "section", text: plain("x".repeat(3_001)) }],
  ["eleven fields", "/0/fields", { type: "section", fields: many(11, () => plain("x")) }],
  ["mrkdwn in a header", "/0/text/type", { type: "header", text: { type: "mrkdwn", text: "x" } }],
  ["26 buttons", "/0/elements", { type: "actions", elements: many(26, (index) => button({ action_id: `${index}` })) }],
  [
    "a button's words over 75",
    "/0/elements/0/text/text",
    { type: "actions", elements: [button({ text: plain("x".repeat(76)) })] },
  ],
  ["a value over 2,000", "/0/elements/0/value", { type: "actions", elements: [button({ value: "x".repeat(2_001) })] }],
  ["an unknown style", "/0/elements/0/style", { type: "actions", elements: [button({ style: "loud" })] }],
  ["a script for a link", "/0/elements/0/url", { type: "actions", elements: [button({ url: "javascript:x" })] }],
  ["an id used twice", "/0/elements/1/action_id", { type: "actions", elements: [button(), button()] }],
  [
    "six overflow options",
    "/0/accessory/options",
    {
      type: "section",
      text: plain("x"),
      accessory: { type: "overflow", options: many(6, (index) => ({ text: plain("x"), value: `${index}` })) },
    },
  ],
  [
    "an image of two sources",
    "/0/slack_file",
    { type: "image", image_url: "https://a.b/c.png", slack_file: { id: "F1" }, alt_text: "x" },
  ],
  [
    "a chart whose points are not the places of its axis",
    "/0/chart/series/0/data",
    {
      ...{ type: "data_visualization", title: "T" },
      chart: {
        ...{ type: "line", series: [{ name: "a", data: [{ label: "x", value: 1 }] }] },
        axis_config: { categories: ["y"] },
      },
    },
  ],
  ["an image without words", "/0/alt_text", { type: "image", image_url: "https://a.b/c.png" }],
  ["a mention of nobody", "/0/elements/0/elements/0/user_id", rich({ type: "user", user_id: "ada" })],
  ["101 rows", "/0/rows", { type: "table", rows: many(101, () => [cell("x")]) }],
  ["21 columns", "/0/rows/0", { type: "table", rows: [many(21, () => cell("x"))] }],
  [
    "rows of two lengths",
    "/0/rows/1",
    { type: "data_table", caption: "C", rows: [[cell("a")], [cell("a"), cell("b")]] },
  ],
  ["a data table without a caption", "/0/caption", { type: "data_table", rows: [[cell("a")], [cell("b")]] }],
  [
    "a negative slice",
    "/0/chart/segments/0/value",
    { type: "data_visualization", title: "T", chart: { type: "pie", segments: [{ label: "a", value: -1 }] } },
  ],
  ["an alert in a message", "/0/type", { type: "alert", text: plain("x") }],
];

test.each(BAD)("%s is refused", (_name, pointer, block) => {
  expect(checkMessage([block]).map((finding) => finding.pointer)).toContain(pointer);
});

test("a message has 50 blocks, one table and about 13,000 characters at most", () => {
  expect(checkMessage(many(51, () => ({ type: "divider" })))[0]?.constraint).toMatchObject({
    type: "max_items",
    expected: 50,
  });
  const table = { type: "table", rows: [[cell("a")]] };
  expect(checkMessage([table, table])).toHaveLength(1);
  const long = many(5, () => ({ type: "section", text: plain("x".repeat(2_900)) }));
  expect(checkMessage(long)[0]?.constraint.type).toBe("msg_blocks_too_long");
});

test("a view with an input needs a submit button, and no table may stand in it", () => {
  const input = { type: "input", label: plain("Name"), element: { type: "plain_text_input", action_id: "n" } };
  const view = { type: "modal", title: plain("T"), blocks: [input] };
  expect(checkView(view).map(({ pointer }) => pointer)).toEqual(["/submit"]);
  expect(checkView({ ...view, submit: plain("Send") })).toEqual([]);
  const titled = { ...view, submit: plain("Send"), title: plain("x".repeat(25)) };
  expect(checkView(titled).map(({ pointer }) => pointer)).toEqual(["/title/text"]);
  const tabled = { ...view, blocks: [{ type: "table", rows: [[cell("a")]] }] };
  expect(checkView(tabled).map(({ pointer }) => pointer)).toEqual(["/blocks/0/type"]);
});

test("what is no block at all is refused without a crash", () => {
  for (const nonsense of [null, 7, "x", {}, [null], [[]], [{ type: 5 }], [{ type: "section", text: 5 }]]) {
    expect(checkMessage(nonsense).length).toBeGreaterThan(0);
  }
});
