import fc from "fast-check";
import { expect, it } from "vitest";
import { parseMarkdown, toMarkdown } from "#domain/prd/front-matter";

const VERSION = "0".repeat(64);

it("writes a file that comes back as it was, whatever is in it", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: "binary" }).filter((title) => title.trim() === title),
      fc.string({ unit: "binary" }),
      (title, text) => {
        fc.pre(title.length <= 150);
        const front = { title, number: 3, project: null, state: "draft" as const, version: VERSION, authors: [title] };
        expect(parseMarkdown(toMarkdown(front, text))).toEqual({ front, text });
      },
    ),
  );
});

it.each([
  ["# Title\nText.\n", "# Title\nText.\n"],
  ["---\nOne rule.\n\n---\nAnd another.\n", "---\nOne rule.\n\n---\nAnd another.\n"],
  ["---\n---\nText.\n", "Text.\n"],
  ["\uFEFF---\r\ntitle: A\r\n---\r\nText.\r\n", "Text.\r\n"],
  ["---\nauthor: somebody\nlayout: post\n---\nText.\n", "Text.\n"],
])("takes for text what is none of its own fields: %j", (file, text) => {
  expect(parseMarkdown(file).text).toBe(text);
});

it.each([
  ["---\ntitle: [\n---\nText.", "no YAML"],
  ["---\nnumber: -1\n---\nText.", "number:"],
  ["---\nversion: v3\n---\nText.", "Give a version by its whole id, as it was exported."],
  ["---\na: &a [x]\nb: *a\n---\nText.", "no YAML"],
  ["x".repeat(200_000), "A PRD may have 100 kB; this has 196 kB."],
])("says what is wrong with a file: %#", (file, message) => {
  expect(() => parseMarkdown(file)).toThrow(message);
});
