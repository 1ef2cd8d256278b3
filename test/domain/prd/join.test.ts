import fc from "fast-check";
import { expect, it } from "vitest";
import { cleanTextOf, nameConflicts } from "#domain/prd/conflicts";
import { parentsOf } from "#domain/prd/history";
import { joinVersions } from "#domain/prd/join";
import { toLines, toText } from "#domain/prd/lines";
import { mergeLines } from "#domain/prd/merge";
import { forked } from "./texts.ts";

function known(versions: Record<string, { parents: string[]; lines: string[] }>) {
  const entries = Object.entries(versions).map(([id, { parents }]) => ({ id, parents }));
  return { parents: parentsOf(entries), textOf: (id: string) => toText(versions[id]?.lines ?? []) };
}

/** One changes the first line, another the last; each takes in what the other made, and goes on. */
const CROSSED = {
  a: { parents: [], lines: ["1", "2", "3", "4", "5"] },
  b: { parents: ["a"], lines: ["one", "2", "3", "4", "5"] },
  c: { parents: ["a"], lines: ["1", "2", "3", "4", "five"] },
  d: { parents: ["b", "c"], lines: ["one", "2", "3", "4", "five"] },
  e: { parents: ["c", "b"], lines: ["one", "2", "3", "4", "five"] },
  f: { parents: ["d"], lines: ["ONE", "2", "3", "4", "five"] },
  g: { parents: ["e"], lines: ["one", "2", "3", "4", "FIVE"] },
};

it("joins branches that were joined crosswise before, by what they have in common", () => {
  const parts = joinVersions(known(CROSSED), "f", "g");
  expect(parts && cleanTextOf(parts)).toBe("ONE\n2\n3\n4\nFIVE\n");
});

it("takes where the common versions disagree what was there before them, so that neither side wins unseen", () => {
  const versions = {
    a: { parents: [], lines: ["x"] },
    b: { parents: ["a"], lines: ["mine"] },
    c: { parents: ["a"], lines: ["yours"] },
    d: { parents: ["b", "c"], lines: ["mine"] },
    e: { parents: ["c", "b"], lines: ["yours"] },
  };
  const parts = joinVersions(known(versions), "d", "e") ?? [];
  expect(nameConflicts(parts)).toMatchObject([{ base: "x", ours: "mine", theirs: "yours" }]);
});

it("has nothing to join where one is in the other already", () => {
  expect(joinVersions(known(CROSSED), "d", "b")).toBeUndefined();
  expect(joinVersions(known(CROSSED), "d", "d")).toBeUndefined();
});

it("takes what is newer as it is where the other has not changed", () => {
  const parts = joinVersions(known(CROSSED), "b", "d") ?? [];
  expect(cleanTextOf(parts)).toBe("one\n2\n3\n4\nfive\n");
});

it("joins two that have nothing in common", () => {
  const versions = { a: { parents: [], lines: ["x"] }, b: { parents: [], lines: ["y"] } };
  expect(nameConflicts(joinVersions(known(versions), "a", "b") ?? [])).toHaveLength(1);
});

it("joins as lines are joined, whatever two people made of a text", () => {
  fc.assert(
    fc.property(forked, ({ base, ours, theirs }) => {
      const versions = {
        a: { parents: [], lines: base },
        b: { parents: ["a"], lines: ours },
        c: { parents: ["a"], lines: theirs },
      };
      const { textOf } = known(versions);
      const linesOf = (id: string) => toLines(textOf(id));
      const sides = { base: linesOf("a"), ours: linesOf("b"), theirs: linesOf("c") };
      expect(joinVersions(known(versions), "b", "c")).toEqual(mergeLines(sides));
    }),
  );
});
