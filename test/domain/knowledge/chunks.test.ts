import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunk, indexedText } from "#domain/knowledge/chunks";

const cut = (text: string, size = 800, overlap = 100) =>
  chunk({ uri: "docs/page.md", path: "docs/page.md", text, format: "markdown" }, { size, overlap });
const PAGE = `---
title: "The page"
---
Before all.

# Server
Intro.

\`\`\`sh
# no heading
\`\`\`

## Time-outs & \`retry()\` <a id="x"></a>
Ten seconds.

## Empty

Under the line
--------------
- a
---
### [Deep](http://x.test/) ##
Deep text.

## Time-outs & retry()
Again.
`;

describe("a page", () => {
  it("is cut at its headings, which say where each piece stands", () => {
    const { title, chunks } = cut(PAGE);
    expect(title).toBe("The page");
    expect(
      chunks.map(({ heading, anchor, firstLine, lastLine, body }) => [
        heading,
        anchor,
        firstLine,
        lastLine,
        body.split("\n")[0],
      ]),
    ).toEqual([
      ["", null, 4, 4, "Before all."],
      ["Server", "server", 7, 11, "Intro."],
      ["Server > Time-outs & retry()", "time-outs--retry", 14, 14, "Ten seconds."],
      ["Server > Empty", "empty", 16, 16, "Empty"],
      ["Server > Under the line", "under-the-line", 20, 21, "- a"],
      ["Server > Under the line > Deep", "deep", 23, 23, "Deep text."],
      ["Server > Time-outs & retry()", "time-outs--retry-1", 26, 26, "Again."],
    ]);
  });

  it("has its title from its front matter, its first heading, its name or its place", () => {
    expect(cut("## B\n\n# A\ntext").title).toBe("A");
    expect(cut("text").title).toBe("docs/page.md");
    expect(chunk({ uri: "7", text: "text", format: "markdown", title: "Given" }).title).toBe("Given");
    expect(
      cut("---\n\nno front matter: here\n---\n# A")
        .chunks.map(({ body }) => body)
        .join(),
    ).toContain("no front matter");
  });

  it("that is plain text has no headings", () => {
    const { title, chunks } = chunk({ uri: "a.txt", text: "# not one\n\ntext", format: "plain" });
    expect([title, chunks.map(({ heading }) => heading)]).toEqual(["a.txt", [""]]);
  });

  it("is searched with its title and headings, each said once", () => {
    expect(indexedText("Server", { heading: "Server", body: "x" })).toBe("Server\nx");
    expect(indexedText("Guide", { heading: "Server > Port", body: "x" })).toBe("Guide > Server > Port\nx");
  });
});

describe("a long section", () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");

  it("stays whole a little beyond the size, and is cut with an overlap above", () => {
    expect(cut("x".repeat(1_000)).chunks).toHaveLength(1);
    const pieces = cut(words(400)).chunks;
    expect(Math.max(...pieces.map(({ body }) => body.length))).toBeLessThanOrEqual(800);
    for (const [index, piece] of pieces.slice(1).entries()) {
      const [first = ""] = piece.body.split(" ");
      expect(pieces[index]?.body.split(" ")).toContain(first);
    }
  });

  it("is cut where a paragraph ends, or else a line", () => {
    const paragraph = "p ".repeat(300).trim();
    expect(cut(`${paragraph}\n\n${paragraph}\n\n${paragraph}`).chunks[0]?.body).toBe(paragraph);
    expect(cut(`${paragraph}\n${paragraph}`).chunks[0]?.body).toBe(paragraph);
  });

  it("is one piece where nothing is to be cut", () => {
    expect(cut(`# A\n\n${words(4_000)}\n\n# B\n\nx`, 0).chunks).toHaveLength(1);
  });

  it("has 2,000 pieces at most", () => {
    const { chunks, isTruncated } = cut(words(20_000), 50, 0);
    expect([chunks.length, isTruncated]).toEqual([2_000, true]);
  });
});

const line = fc.oneof(
  fc.constantFrom("", "# A", "## B", "```", "---", "===", "text text text", "> q", "~~~~", "#", "\u{1F600}\u{1F600}"),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const text = fc.array(line, { maxLength: 60 }).map((lines) => lines.join("\n"));

const pieces = (given: string, size: number, overlap: number) =>
  chunk({ uri: "u", text: given, format: "plain" }, { size, overlap }).chunks.map(({ body }) => body);
const solid = (given: string) => given.replace(/\s/g, "");

it("pieces without overlap are all of any text, in its order and within their size", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 60 }), (given, size) => {
      expect(solid(pieces(given, size, 0).join(""))).toBe(solid(given));
      for (const body of pieces(given, size, 0)) expect(body.length).toBeLessThanOrEqual(Math.max(2, size * 1.25));
    }),
  );
});

it("pieces that overlap are all of any text, too", () => {
  const gaps = fc.array(fc.constantFrom("", "", "", " ", "\n", "\n\n"), { maxLength: 200 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 60 }), fc.integer({ min: -5, max: 90 }), (given, size, overlap) => {
      // Each sign is there once, so that it is known where a piece came from.
      const unique = given.map((gap, index) => String.fromCodePoint(0x4e_00 + index) + gap).join("");
      const found = pieces(unique, size, overlap);
      expect([...new Set(solid(found.join("")))].sort().join("")).toBe(solid(unique));
      for (const body of found) expect(unique).toContain(body);
    }),
  );
});

it("pieces are numbered without gaps, and begin where they say", () => {
  fc.assert(
    fc.property(text, (given) => {
      const { chunks } = cut(given, 40, 10);
      expect(chunks.map(({ ordinal }) => ordinal)).toEqual(chunks.map((_piece, index) => index));
      const lines = given.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
      for (const { body, firstLine, lastLine, heading } of chunks) {
        expect(lastLine).toBeLessThanOrEqual(lines.length);
        if (!heading.endsWith(body)) expect(lines[firstLine - 1]).toContain(body.split("\n")[0]);
      }
    }),
  );
});
