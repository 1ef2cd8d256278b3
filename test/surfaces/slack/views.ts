import fc from "fast-check";
import type { Button, Call, Figure, Inline, Item, View, ViewNode } from "#lib/view";

const HOSTILE = [
  "<!channel>",
  "<!here|here>",
  "<@U12345678>",
  "<https://evil.example|https://good.example>",
  "&lt;!everyone&gt;",
  "*bold* _it_ ~no~ `code` ```fence",
  ":smile:",
  "@channel #general",
  "\u202Egnihtyna\u202C",
  "\u0000\u0007\uD800",
  "👩‍👩‍👧‍👦".repeat(30),
  "<".repeat(4_000),
  "&".repeat(4_000),
  "x".repeat(20_000),
  "",
  " ",
  "\n\n",
];

/** Text as an enemy, or just a careless person, would write it. */
const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...HOSTILE.slice(0, 10), "a", " "), { maxLength: 8 })
      .map((all) => all.join("")),
  },
);

const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom(
    "javascript:alert(1)",
    "https://a.example/<x>|y z",
    "https://good.example@evil.example/",
    "not a url",
  ),
);

const call: fc.Arbitrary<Call> = fc.record({
  name: fc.constantFrom("signals.snooze", "standup", "x".repeat(300)),
  input: fc.dictionary(fc.string({ maxLength: 10 }), hostileText, { maxKeys: 3 }),
});

const inline: fc.Arbitrary<Inline> = fc.oneof(
  hostileText,
  hostileText.map((bold) => ({ bold })),
  hostileText.map((code) => ({ code })),
  fc.record({ link: url, label: hostileText }),
  fc.record({ user: fc.constantFrom("U12345678", "<!channel>", ""), label: hostileText }),
  fc.record({ channel: fc.constantFrom("C12345678", "everyone"), label: hostileText }),
);
const inlines = fc.array(inline, { maxLength: 5 });

const button: fc.Arbitrary<Button> = fc.record(
  {
    label: hostileText,
    description: hostileText,
    call,
    style: fc.constantFrom("primary" as const, "danger" as const),
    opens: fc.constant("dialog" as const),
    confirm: hostileText,
  },
  { requiredKeys: ["label", "call"] },
);

const item: fc.Arbitrary<Item> = fc.record(
  { content: inlines, detail: inlines, buttons: fc.array(button, { maxLength: 4 }) },
  { requiredKeys: ["content"] },
);

const figure: fc.Arbitrary<Figure> = fc.record(
  {
    label: hostileText,
    value: fc.oneof(fc.constant(null), fc.integer(), hostileText),
    unit: hostileText,
    note: hostileText,
    why: call,
  },
  { requiredKeys: ["label", "value"] },
);

const cell = fc.oneof(hostileText, fc.integer(), fc.constant(null));

const node: fc.Arbitrary<ViewNode> = fc.oneof(
  fc.record({ type: fc.constant("header" as const), text: hostileText }),
  fc.record({ type: fc.constant("text" as const), content: inlines }),
  fc.record({ type: fc.constant("figures" as const), figures: fc.array(figure, { maxLength: 23 }) }),
  fc.record(
    {
      type: fc.constant("items" as const),
      title: hostileText,
      items: fc.array(item, { maxLength: 40 }),
      more: fc.nat(9),
    },
    { requiredKeys: ["type", "items"] },
  ),
  fc.record(
    {
      type: fc.constant("table" as const),
      caption: hostileText,
      columns: fc.array(hostileText, { maxLength: 23 }),
      rows: fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 120 }),
      more: fc.nat(9),
    },
    { requiredKeys: ["type", "caption", "columns", "rows"] },
  ),
  fc.record({ type: fc.constant("note" as const), content: inlines }),
  fc.record({ type: fc.constant("buttons" as const), buttons: fc.array(button, { maxLength: 30 }) }),
  fc.record({ type: fc.constant("divider" as const) }),
);

export const anyView: fc.Arbitrary<View> = fc.record({ text: hostileText, nodes: fc.array(node, { maxLength: 12 }) });
