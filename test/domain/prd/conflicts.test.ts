import fc from "fast-check";
import { expect, it } from "vitest";
import { cleanTextOf, hasMarks, keepBoth, markConflicts, nameConflicts, settleConflicts } from "#domain/prd/conflicts";
import { toText } from "#domain/prd/lines";
import { mergeLines } from "#domain/prd/merge";
import { forked } from "./texts.ts";

const parts = mergeLines({
  base: ["# Goals", "Fast.", "", "# Risks", "None."],
  ours: ["# Goals", "Very fast.", "", "# Risks", "Few."],
  theirs: ["# Goals", "Fast enough.", "", "# Risks", ""],
});

it("names each conflict by the nearest heading above it", () => {
  expect(nameConflicts(parts)).toMatchObject([
    { number: 1, heading: "Goals", base: "Fast.", ours: "Very fast.", theirs: "Fast enough." },
    { number: 2, heading: "Risks", base: "None.", ours: "Few.", theirs: "" },
  ]);
});

it("names a conflict about a heading by that heading, and one before the first by none", () => {
  const heading = mergeLines({ base: ["# A", "x"], ours: ["# B", "x"], theirs: ["# C", "x"] });
  expect(nameConflicts(heading)).toMatchObject([{ heading: "B" }]);
  const top = mergeLines({ base: ["a", "# A"], ours: ["b", "# A"], theirs: ["c", "# A"] });
  expect(nameConflicts(top)).toMatchObject([{ heading: null }]);
});

it("puts what was chosen in the place of each conflict", () => {
  const text = settleConflicts(parts, ({ number, theirs }) => (number === 1 ? theirs : ""));
  expect(text).toBe("# Goals\nFast enough.\n\n# Risks\n");
  expect(settleConflicts(parts, keepBoth)).toBe("# Goals\nVery fast.\nFast enough.\n\n# Risks\nFew.\n");
});

it("marks conflicts as Git does, and sees marks that were left", () => {
  const marked = markConflicts(parts);
  expect(marked).toContain("<<<<<<< ours\nVery fast.\n=======\nFast enough.\n>>>>>>> theirs\n");
  expect([hasMarks(marked), hasMarks(settleConflicts(parts, keepBoth))]).toEqual([true, false]);
});

it("loses no line of either side where both are kept, and is clean just where nothing is to settle", () => {
  fc.assert(
    fc.property(forked, (sides) => {
      const joined = mergeLines(sides);
      const text = settleConflicts(joined, keepBoth);
      expect(cleanTextOf(joined)).toBe(nameConflicts(joined).length > 0 ? undefined : text);
      for (const side of ["ours", "theirs"] as const) {
        const fresh = sides[side].filter((line) => line !== "" && !sides.base.includes(line));
        for (const line of fresh) expect(text.split("\n")).toContain(line);
      }
      const mine = settleConflicts(mergeLines({ ...sides, theirs: sides.base }), keepBoth);
      expect(mine).toBe(toText(sides.ours));
    }),
  );
});
