import fc from "fast-check";
import { expect, it } from "vitest";
import { extract, QUOTE_LENGTH_MAX, QUOTES_MAX } from "#domain/answer/extract";
import { piecesOf } from "#domain/answer/sentences";
import { termsOf } from "#domain/knowledge/terms";

const passage = (body: string, coverage = 1, id = 1) => ({ body, coverage, document: { id } });
const textsOf = (body: string, question: string) =>
  extract([passage(body)], termsOf(question)).flatMap(({ pieces }) => pieces.map(({ text }) => text));

it("cuts a passage at its sentences, lines and blocks of code, without the marks of Markdown", () => {
  const body =
    "Use **this**. See [the guide](https://x.example/a).\n\n- one `item`\n\n```sh\nrun --all\n\nrun again\n```\n\n# Title";
  expect(piecesOf(body)).toEqual([
    { text: "Use this.", isCode: false },
    { text: "See the guide.", isCode: false },
    { text: "one item", isCode: false },
    { text: "run --all\n\nrun again", isCode: true },
    { text: "Title", isCode: false },
  ]);
});

it("knows a passage that begins inside a block of code, and reads the rows of a table", () => {
  expect(piecesOf("still: code\n```\nProse.")).toEqual([
    { text: "still: code", isCode: true },
    { text: "Prose.", isCode: false },
  ]);
  expect(piecesOf("Prose.\n```sh\nto be continued")).toEqual([
    { text: "Prose.", isCode: false },
    { text: "to be continued", isCode: true },
  ]);
  const table = "| `a_b` | does |\n|---|:-:|\n| __x__ | a thing |";
  expect(piecesOf(table).map(({ text }) => text)).toEqual(["a_b · does", "x · a thing"]);
});

it("quotes the sentences that speak of the question, in their order, with the code behind them", () => {
  const body =
    "Cats sleep. A backup is made at night. Dogs bark. Restore a backup like this:\n```\nrestore it\n```\nBirds sing.";
  expect(textsOf(body, "how is a backup restored?")).toEqual([
    "A backup is made at night.",
    "Restore a backup like this:",
    "restore it",
  ]);
});

it("takes the best passages, and none that says much less than the best", () => {
  const found = [passage("A backup.", 0.9), passage("A backup.", 0.8), passage("A backup.", 0.3), passage("x", 0)];
  expect(extract(found, termsOf("backup"))).toHaveLength(2);
  expect(
    extract(
      Array.from({ length: 9 }, () => passage("A backup.")),
      termsOf("backup"),
    ),
  ).toHaveLength(QUOTES_MAX);
  expect(extract([], termsOf("backup"))).toEqual([]);
});

it("never quotes more than there is room for, and nothing that is not there", () => {
  const body = fc.array(fc.constantFrom("backup", "now.", "Go", "\n", "```", "`x`", "[a](b)", "é".repeat(80), "💥"), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(body, (words) => {
      const text = words.join(" ");
      for (const { pieces } of extract([passage(text)], termsOf("backup now"))) {
        const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
        expect(length).toBeLessThanOrEqual(QUOTE_LENGTH_MAX);
        for (const piece of pieces) expect(piece.text.isWellFormed()).toBe(true);
      }
    }),
  );
});
