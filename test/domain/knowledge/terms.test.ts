import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSlugs } from "#domain/knowledge/slugs";
import { SNIPPET_LENGTH_MAX, snippetOf } from "#domain/knowledge/snippets";
import { stem } from "#domain/knowledge/stem";
import { rarest, termsOf, toTerm } from "#domain/knowledge/terms";
import { correct, isCorrectable, letterPairs, slipsBetween } from "#domain/knowledge/typos";
import { wordsOf } from "#domain/knowledge/words";

it("words of one stem are those that SQLite takes for one", () => {
  const endings =
    "s es ies ed eed ing at bl iz ational tional enci izer bli alli entli ousli ization ator alism iveness fulness".split(
      " ",
    );
  const others =
    "aliti iviti biliti logi icate ative alize iciti ical ful ness al ance er able ment ent ion sion ou e ll y".split(
      " ",
    );
  const begins = "rel fil hop happ conn gener s t y sky cr tr contr adjust oscil a fizz fall".split(" ");
  const words = begins.flatMap((begin) => ["", ...endings, ...others].map((ending) => begin + ending));
  const database = new Database(":memory:");
  database.exec("create virtual table fts using fts5(word, tokenize = 'porter ascii')");
  database.exec("create virtual table terms using fts5vocab(fts, 'instance')");
  const insert = database.prepare("insert into fts (rowid, word) values (?, ?)");
  for (const [index, word] of words.entries()) insert.run(index + 1, word);
  const rows = database.prepare("select doc, term from terms order by doc").all() as { doc: number; term: string }[];
  expect(rows.map(({ doc }) => stem(words[doc - 1] ?? ""))).toEqual(rows.map(({ term }) => term));
  database.close();
});

it.each([
  ["How do I please restart the API-server?", ["restart", "api", "server"]],
  ["what is this about", ["what", "is", "this", "about"]],
  ["Connections connecting CONNECT", ["connect"]],
  ["café naïve Straße", ["cafe", "naive", "straße"]],
  ["東京都の x", ["東京", "京都", "都の"]],
  ["", []],
])("of “%s” the telling words are %j", (question, words) => {
  expect(termsOf(question).map(({ word }) => word)).toEqual(words);
});

it("any string is a question of at most 48 words, each a word that an index can have", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (question) => {
      const terms = termsOf(question);
      expect(terms.length).toBeLessThanOrEqual(48);
      for (const { word, stem: key } of terms) {
        expect(wordsOf(word)).toEqual([word]);
        expect(key).not.toMatch(/[\s"]/);
      }
    }),
  );
});

it("the rarest twelve are searched for, and none that no passage has", () => {
  const terms = Array.from({ length: 20 }, (_, index) => toTerm(`w${index}`));
  const counts = new Map(terms.map(({ stem: key }, index) => [key, index]));
  expect(rarest(terms, counts).map(({ word }) => word)).toEqual(terms.slice(1, 13).map(({ word }) => word));
});

it.each([
  ["recieve", ["relieve", "receive"], "receive"],
  ["conection", ["connection", "collection"], "connection"],
  ["serverz", ["servers", "server"], "server"],
  ["timeuot", ["timeout"], "timeout"],
  ["kubernettis", ["kubernetes"], "kubernetes"],
  ["elephant", ["elevator"], undefined],
])("“%s” among %j is taken for %s", (word, candidates, expected) => {
  const known = candidates.map((candidate, index) => ({ word: candidate, chunks: index + 1 }));
  expect(correct(word, known)).toBe(expected);
});

it("short words, numbers and codes are never corrected", () => {
  expect(["port", "h2o42", "x".repeat(31), "server"].map(isCorrectable)).toEqual([false, false, false, true]);
  expect(letterPairs("abab")).toEqual(["^a", "ab", "ba", "b$"]);
});

it("slips are as many one way as the other, and none between equal words", () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(slipsBetween(one, other)).toBe(slipsBetween(other, one));
      expect(slipsBetween(one, one)).toBe(0);
      expect(slipsBetween(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
});

it("slugs are GitHub's, and each is there once", () => {
  const slugOf = createSlugs();
  const headings = ["Über `uns`!", "a.b_c - d", "Same", "Same", "Same 1", "Same-1", "🎉 New", "日本 語"];
  expect(headings.map(slugOf)).toEqual([
    "über-uns",
    "ab_c---d",
    "same",
    "same-1",
    "same-1-1",
    "same-1-2",
    "-new",
    "日本-語",
  ]);
});

it("a snippet shows what was asked for, in 200 signs of one line", () => {
  const long = `${"before it all ".repeat(40)}the timeout is ten seconds ${"and after ".repeat(40)}`;
  expect(snippetOf(long, new Set([stem("timeout")]))).toContain("timeout");
  expect(snippetOf("short\n  text", new Set())).toBe("short text");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 900 }), (text) => {
      expect(snippetOf(text, new Set(["a"])).length).toBeLessThanOrEqual(SNIPPET_LENGTH_MAX);
    }),
  );
});
