import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeIdea, titleOf } from "#domain/plan/idea";
import { findRelated } from "#domain/plan/related";
import { stemsOf } from "#domain/plan/stems";

const titled = (...titles: string[]) => titles.map((title, index) => ({ ref: `PRD ${index + 1}`, title, url: null }));

describe("related work", () => {
  const known = titled(
    "Failed payments are retried",
    "Dark colours for the page",
    "Payment page loads quicker",
    "Retry",
  );

  it.each([
    ["We should retry a payment that fails", ["PRD 1"]],
    ["A page with dark colour", ["PRD 2"]],
    ["Holiday calendar of the team", []],
    ["", []],
  ])("of “%s” is what shares its rarer words", (text, refs) => {
    expect(findRelated(text, known).map(({ ref }) => ref)).toEqual(refs);
  });

  it("is the same in whatever order it is looked through", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(known, { minLength: 4 }), (shuffled) => {
        const text = "Retry the failed payment, and make its page quicker to load";
        expect(findRelated(text, shuffled)).toEqual(findRelated(text, known));
      }),
    );
  });

  it("tells words by what is left of them without their endings", () => {
    const stems = (text: string) => [...stemsOf(text).keys()];
    expect(stems("migrations migrating migrated")).toEqual(["migrat"]);
    expect(stems("the payments of a payment")).toEqual(["pay"]);
    expect(stems("Größe größe")).toEqual(["größ"]);
  });
});

describe("the title of an idea", () => {
  it.each([
    ["Quick refunds", "", "Quick refunds"],
    ["", "Refunds take a week. Nobody knows why.", "Refunds take a week"],
    ["", "First line\nsecond line", "First line"],
    ["", `${"long ".repeat(40)}`, `${"long ".repeat(16).trim()}…`],
  ])("%s from %s", (title, idea, expected) => {
    expect(titleOf({ title, idea })).toBe(expected);
  });

  it("is fine in any script that has letters", () => {
    const rest = { context: "", constraints: "", brought: [] };
    expect(judgeIdea({ title: "払い戻し", idea: "払い戻しを速く", ...rest })).toBeUndefined();
    expect(judgeIdea({ title: "", idea: "🚀", ...rest })).toMatch(/no idea/);
  });
});
