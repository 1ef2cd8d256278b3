import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAdf } from "#lib/adf";
import { fromAdf } from "#lib/adf-markdown";

const { schema } = JSON.parse(readFileSync("test/contracts/adf.json", "utf8"));
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

function problemsOf(document: unknown): unknown {
  return validate(document) ? [] : validate.errors;
}

const SUPPORTED = {
  "a paragraph": "Words of all kinds.",
  "marks and links": "**bold**, *leaning*, ~~gone~~, `code` and [here](https://example.com/a?b=c)",
  headings: "# One\n\n### Three",
  "a list in a list": "- one\n- two\n  - deeper\n- three",
  "a numbered list": "3. three\n4. four",
  tasks: "- [ ] open\n- [x] done",
  code: "```ts\nconst a = `1`;\n\nlet b;\n```",
  "a quote": "> said\n>\n> and more",
  "a table": "| a | b |\n| --- | --- |\n| 1 | 2 |",
  "a line": "above\n\n---\n\nbelow",
  "signs that mean nothing": "1\\. is no list, \\*this\\* is not bold, a\\_b\\_c\n\n\\# no heading",
};

describe("Markdown and Atlassian's format", () => {
  it.each(Object.entries(SUPPORTED))("keep %s, there and back", (_name, markdown) => {
    const document = toAdf(markdown);
    expect(problemsOf(document)).toEqual([]);
    expect(fromAdf(document)).toBe(markdown);
  });

  it.each([
    ["nothing", ""],
    ["a heading in a quote", "> # Big\n> words"],
    ["a line in a quote", "> a\n>\n> ---\n>\n> b"],
    ["a quote in a quote", "> a\n>\n> > b"],
    ["a table in a list", "- x\n\n  | a | b |\n  | --- | --- |\n  | 1 | 2 |"],
    ["a table in a quote", "> | a |\n> | --- |\n> | 1 |"],
    ["a quote in a list", "- x\n\n  > y"],
    ["a heading in a list", "- # x"],
    ["tasks in a quote", "> - [ ] x\n> - [x] y"],
    ["tasks below a task", "- [ ] x\n  - [ ] y"],
    ["a list below a task", "- [ ] x\n  - y"],
    ["code in bold", "**`x`** and **a `b` c**"],
    ["code without a line", "```\n```"],
    ["an image", "![alt](https://example.com/a.png) beside"],
    ["a picture in a table", "| a |\n| --- |\n| ![x](https://example.com/a.png) |"],
    ["an empty cell and item", "| a | |\n| --- | --- |\n| | 2 |\n\n- \n- b"],
  ])("is valid for %s", (_name, markdown) => {
    expect(problemsOf(toAdf(markdown))).toEqual([]);
  });

  it("keeps the words of what the format forbids", () => {
    expect(fromAdf(toAdf("> # Big\n>\n> words"))).toBe("> **Big**\n>\n> words");
    expect(fromAdf(toAdf("- x\n\n  > y"))).toBe("- x\n\n  y");
    expect(fromAdf(toAdf("<div>Words & <b>more</b></div>"))).toBe("<div>Words & <b>more</b></div>");
  });

  it("takes ready-made nodes and addresses that run for plain text", () => {
    const mention = '<adf>{"type":"mention","attrs":{"id":"everyone"}}</adf>';
    expect(JSON.stringify(toAdf(mention))).not.toContain('"type":"mention"');
    expect(fromAdf(toAdf("<adf>broken"))).toContain("broken");
    expect(JSON.stringify(toAdf("[x](javascript:alert)"))).not.toContain("href");
  });

  it("makes a valid document of any text, and the same one each time", () => {
    const piece = fc.constantFrom(
      ...["# ", "> ", "- ", "1. ", "- [ ] ", "| a | b |\n| --- | --- |\n", "```\n", "**", "*", "`", "~~", "\n", "  "],
      ...["[x](y)", "![x](https://example.com)", "<adf>", "<b>", "---\n", "word ", "\\", "&amp;", "\u{1F600}"],
    );
    const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }).map((all) => all.join(""));
    fc.assert(
      fc.property(text, (markdown) => {
        const document = toAdf(markdown);
        expect(problemsOf(document)).toEqual([]);
        expect(toAdf(markdown)).toEqual(document);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps plain words, whatever characters they are of", () => {
    const word = fc
      .string({ minLength: 1, maxLength: 12, unit: "binary-ascii" })
      .filter((text) => /^[!-~]+$/.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const text = words.join(" ").replaceAll("&", "+");
        const document = {
          type: "doc",
          version: 1,
          content: [{ type: "paragraph", content: [{ type: "text", text }] }],
        };
        const back = toAdf(fromAdf(document)).content[0]?.content ?? [];
        expect(back.map((node) => node.text ?? "").join("")).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a document from elsewhere", () => {
  const inside = (...content: unknown[]) => fromAdf({ type: "doc", version: 1, content });

  it("reaches nobody and fetches nothing", () => {
    const mention = { type: "mention", attrs: { id: "1", text: "@Ada" } };
    const media = { type: "mediaSingle", content: [{ type: "media", attrs: { type: "file", alt: "a chart" } }] };
    const card = { type: "inlineCard", attrs: { url: "https://example.com/x" } };
    expect(inside({ type: "paragraph", content: [mention, { type: "text", text: " see " }, card] }, media)).toBe(
      "@Ada see https://example.com/x\n\na chart",
    );
  });

  it("gives the text of what is not known", () => {
    const paragraph = { type: "paragraph", content: [{ type: "text", text: "inside", marks: [{ type: "glow" }] }] };
    expect(inside({ type: "expand", content: [paragraph] }, { type: "panel", content: [paragraph] })).toBe(
      "inside\n\n> inside",
    );
  });

  it("is cut where it is too deep or too long, and may be anything at all", () => {
    let deep: unknown = { type: "paragraph", content: [{ type: "text", text: "bottom" }] };
    for (let level = 0; level < 5_000; level++) deep = { type: "blockquote", content: [deep] };
    expect(inside(deep)).not.toContain("bottom");
    expect(inside({ type: "paragraph", content: [{ type: "text", text: "x".repeat(300_000) }] })).toHaveLength(200_001);
    for (const value of [null, 7, "text", [], { type: "doc", content: "x" }, { type: "doc", content: [null, {}] }]) {
      expect(fromAdf(value)).toBe("");
    }
  });

  it("survives quotes in quotes without end", () => {
    expect(problemsOf(toAdf(`${">".repeat(20_000)} x`))).toEqual([]);
  });
});
