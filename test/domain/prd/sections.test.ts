import fc from "fast-check";
import { expect, it } from "vitest";
import { toLines } from "#domain/prd/lines";
import { listPieces, listSections, sectionAt } from "#domain/prd/sections";
import { document } from "./texts.ts";

const TEXT = [
  "Before.",
  "# Title",
  "Words.",
  "## Goals ##",
  "```",
  "# no heading",
  "```",
  "### ",
  "#5 is none",
  "# End",
];

it("cuts a text at its headings, and takes nothing inside of code for one", () => {
  expect(listSections(TEXT)).toEqual([
    { heading: null, level: 0, from: 0, to: 1 },
    { heading: "Title", level: 1, from: 1, to: 3 },
    { heading: "Goals", level: 2, from: 3, to: 9 },
    { heading: "End", level: 1, from: 9, to: 10 },
  ]);
  expect(listSections([])).toEqual([]);
});

it.each([
  [["````", "```", "# in it", "````", "# out"], ["out"]],
  [["~~~", "```", "# in it", "~~~", "# out"], ["out"]],
  [["```", "# never closed"], []],
])("closes code with the sign that opened it, at least as long: %j", (lines, headings) => {
  expect(listSections(lines).flatMap(({ heading }) => heading ?? [])).toEqual(headings);
});

it("says in which section a line stands, the last one for what comes after it", () => {
  const sections = listSections(TEXT);
  expect([0, 2, 99].map((line) => sectionAt(sections, line)?.heading)).toEqual([null, "Title", "End"]);
  expect(sectionAt([], 0)).toBeUndefined();
});

it("cuts every text into pieces that are all of it, none longer than it may be but for a single line", () => {
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 60 }), (lines, charsMax) => {
      const text = lines.join("\n");
      const pieces = listPieces(text, charsMax);
      expect(
        pieces.flatMap((piece) => (piece.text === "" && piece.to === piece.from ? [] : piece.text.split("\n"))),
      ).toEqual(toLines(text));
      for (const { text: words, from, to } of pieces) if (to - from > 1) expect(words.length).toBeLessThan(charsMax);
      for (const [index, { from }] of pieces.entries()) expect(from).toBe(pieces[index - 1]?.to ?? 0);
    }),
  );
});
