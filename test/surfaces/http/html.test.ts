import { expect, it } from "vitest";
import type { Call, Inline, ViewNode } from "#lib/view";
import { renderHtml } from "#surfaces/http/html";

const EVIL = `<script>alert("1")</script>'&`;
const TAME = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;";
const linkTo = ({ name }: Call) => (name === "why" ? "/view/why?input=%7B%7D" : undefined);
const render = (...nodes: ViewNode[]) => renderHtml(nodes, linkTo);

const WHY = { name: "why", input: {} };
const inlines: Inline[] = [
  EVIL,
  { bold: EVIL },
  { code: EVIL },
  { link: "https://example.com/?a=1&b=\"'", label: EVIL },
  { user: EVIL, label: EVIL },
  { group: EVIL, label: EVIL },
  { channel: EVIL, label: EVIL },
];
const nodes: ViewNode[] = [
  { type: "header", text: EVIL },
  { type: "text", content: inlines },
  { type: "note", content: inlines },
  { type: "figures", figures: [{ label: EVIL, value: EVIL, unit: EVIL, note: EVIL, why: WHY }] },
  {
    type: "items",
    title: EVIL,
    items: [{ content: inlines, detail: inlines, buttons: [{ label: EVIL, description: EVIL, call: WHY }] }],
  },
  { type: "table", caption: EVIL, columns: [EVIL], rows: [[EVIL]] },
  {
    ...{ type: "chart", kind: "line", title: EVIL, alt: EVIL, labels: [EVIL] },
    series: [{ name: EVIL, values: [1] }],
  },
  { type: "buttons", buttons: [{ label: EVIL, call: WHY }] },
  { type: "code", text: EVIL },
];

it.each(nodes.map((node) => [node.type, node] as const))("lets nothing of a %s become HTML", (_type, node) => {
  const html = render(node);
  expect(html).toContain(TAME);
  expect(html).not.toContain("<script");
  expect(html.replaceAll(/="[^"]*"/g, "")).not.toMatch(/["']/);
});

it("links to web pages alone", () => {
  const link = (to: string) => render({ type: "text", content: [{ link: to, label: "there" }] });
  expect(link("https://example.com/a?b=1&c=2")).toContain('href="https://example.com/a?b=1&amp;c=2"');
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "//example.com", "not a link"]) {
    expect(link(bad)).toBe("<p>there</p>");
  }
});

it("opens what is read, and leaves out what would change something", () => {
  const change = { label: "Snooze", call: { name: "signals.snooze", input: {} } };
  const html = render({ type: "buttons", buttons: [{ label: "Why", call: WHY }, change] });
  expect(html).toBe('<p class="links"><a href="/view/why?input=%7B%7D">Why</a></p>');
  expect(render({ type: "buttons", buttons: [change] })).toBe("");
});

it("gives tables a caption and headings, and says what is missing", () => {
  const html = render({
    type: "table",
    caption: "Sources",
    columns: ["Source", "Days"],
    rows: [["GitHub", null]],
    more: 3,
  });
  expect(html).toContain("<caption>Sources</caption>");
  expect(html).toContain('<th scope="col">Source</th>');
  expect(html).toContain("<td>no data</td>");
  expect(html).toContain("and 3 more");
});

it("draws a chart with its finding, and a gap where nobody measured", () => {
  const chart = (kind: "line" | "bar", values: (number | null)[]) =>
    render({
      ...{ type: "chart", kind, title: "Burndown", alt: "2 points are left." },
      ...{ labels: ["Start", "08-03", "08-04"], series: [{ name: "Left", values }] },
    });
  const line = chart("line", [4, null, 2]);
  expect(line).toContain('role="img" aria-label="Burndown. 2 points are left."');
  expect(line).toContain('d="M106.7 0M533.3 100"');
  expect(line).toContain("<figcaption>");
  expect(chart("bar", [4, null, 2]).match(/<rect/g)).toHaveLength(2);
  expect(chart("bar", [])).toContain("2 points are left.");
});

it("tells no data from nothing", () => {
  const figure = (value: number | null) => render({ type: "figures", figures: [{ label: "Deployments", value }] });
  expect(figure(null)).toContain("<dd>no data</dd>");
  expect(figure(0)).toContain("<dd>0</dd>");
});
