import fc from "fast-check";
import { expect, it } from "vitest";
import { prove } from "#domain/answer/check";

const BACKUP =
  "Run `adjutant backup FILE` once a **night**; it keeps 14 days. See [the runbook](https://docs.example/run).";
const passages = new Map([
  ["S2", BACKUP],
  ["S3", "Nothing in here is about that at all, honestly."],
]);
const question = "How often is it backed up, with v2.1?";
const judge = (text: string, ...cites: { id: string; quote: string }[]) =>
  prove([{ text, cites }], { passages, question });

const QUOTE = "Run adjutant backup FILE once a night";

it.each([
  ["a quote word for word, but for marks and case", "It runs once a night.", { id: "S2", quote: QUOTE.toUpperCase() }],
  ["a number of the question", "With v2.1 it runs once a night.", { id: "S2", quote: QUOTE }],
  ["the words of a link", "The runbook tells more.", { id: "S2", quote: "it keeps 14 days. See the runbook." }],
])("keeps a sentence that rests on %s", (_case, text, cite) => {
  expect(judge(text, cite)).toEqual([{ text, rests: ["S2"] }]);
});

it.each([
  ["a source that was never laid", { id: "S9", quote: QUOTE }, "It runs once a night."],
  ["the question itself", { id: "S1", quote: "How often is it backed up" }, "It runs once a night."],
  ["words that stand elsewhere", { id: "S3", quote: QUOTE }, "It runs once a night."],
  ["a quote that was mended", { id: "S2", quote: "Run adjutant backup FILE once a week" }, "It runs once a week."],
  ["too few words to prove anything", { id: "S2", quote: "once a night" }, "It runs once a night."],
  ["a number from nowhere", { id: "S2", quote: QUOTE }, "It runs 3 times."],
  ["a command from nowhere", { id: "S2", quote: QUOTE }, "Use --force for it."],
  ["an address from nowhere", { id: "S2", quote: QUOTE }, "See https://evil.example for it."],
  ["a host from nowhere", { id: "S2", quote: QUOTE }, "See evil.example for it."],
  ["nothing said", { id: "S2", quote: QUOTE }, "  "],
])("drops a sentence with %s", (_case, cite, text) => {
  expect(judge(text, cite)).toEqual([]);
});

it("drops what cites nothing, and of several cites counts the good ones, once each", () => {
  expect(judge("It runs once a night.")).toEqual([]);
  const good = { id: "S2", quote: QUOTE };
  const text = "It runs once a night.";
  expect(judge(text, { id: "S9", quote: QUOTE }, good, good)).toEqual([{ text, rests: ["S2"] }]);
});

it("never keeps a sentence whose quotes do not stand in the passage that they name", () => {
  const word = fc.constantFrom("run", "backup", "FILE", "once", "night", "14", "days", "evil.example", "**", "  ");
  const words = fc.array(word, { maxLength: 12 }).map((some) => some.join(" "));
  const claim = fc.record({
    text: words,
    cites: fc.array(fc.record({ id: fc.constantFrom("S2", "S3", "S9"), quote: words })),
  });
  const bare = (text: string) => text.toLowerCase().replace(/[*`_]/g, "").replace(/\s+/g, " ").trim();
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 4 }), (claimed) => {
      for (const { text, rests } of prove(claimed, { passages, question })) {
        expect(rests.length).toBeGreaterThan(0);
        const own = claimed.filter((one) => one.text.trim() === text).flatMap(({ cites }) => cites);
        for (const id of rests) {
          expect(own.some((cite) => cite.id === id && bare(passages.get(id) ?? "").includes(bare(cite.quote)))).toBe(
            true,
          );
        }
        if (text.includes("evil.example")) expect(own.some(({ quote }) => quote.includes("evil.example"))).toBe(true);
      }
    }),
  );
});
