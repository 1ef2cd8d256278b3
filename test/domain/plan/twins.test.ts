import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALIKE_MIN, findTwins, likeness, tellingWords } from "#domain/plan/twins";

const known = (...titles: string[]) => titles.map((title, index) => ({ ref: `API-${index + 1}`, title, url: "" }));

describe("two titles", () => {
  it.each([
    ["Pay by card", "pay by card!", true],
    ["Pay by card", "Pay by cards again", true],
    ["Exports time out for large customers", "Exports for large customers time out", true],
    ["Replace the mail queue", "Replace teh mail quue", true],
    ["Add the mail queue", "Mail queue", true],
    ["Größe der Beträge prüfen", "GRÖSSE der Beträge prüfen", true],
    ["支払いをカードで行う", "支払いをカードで行いたい", true],
    ["Refund a card payment", "Take a card payment", false],
    ["Migrate to version 2", "Migrate to version 3", false],
    ["Rework the checkout form", "Show stock per warehouse", false],
    ["🎉🎉", "🎉🎉", false],
    ["", "", false],
  ])("“%s” and “%s” look alike: %s", (a, b, isAlike) => {
    expect(likeness(a, b) >= ALIKE_MIN).toBe(isAlike);
  });

  it("are as like as they are the other way round, and never liker than the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it("names the likest first, three at most, and each ticket once", () => {
  const all = known("Pay by cards", "Pay by card", "Refunds", "Pay by card again", "Pay, by card, now");
  const twins = findTwins("Pay by card", [...all, { ref: "api-2", title: "Pay by card", url: "" }]);
  expect(twins.map(({ ref }) => ref.toUpperCase())).toEqual(["API-2", "API-1", "API-4"]);
});

it.each([
  ["Exports time out for large customers", ["customers", "exports", "large", "time"]],
  ['x" OR project = "SECRET', ["project", "secret"]],
  ["CI", ["ci"]],
  ["🎉", []],
])("asks a tracker for “%s” by its longest words, which are letters and digits alone", (title, words) => {
  expect(tellingWords(title)).toEqual(words);
});
