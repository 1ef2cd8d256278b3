import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { listHunks } from "#domain/prd/hunks";
import { toText } from "#domain/prd/lines";
import { mergeLines } from "#domain/prd/merge";
import { createFolder, hasGit } from "./git.ts";
import { document, forked } from "./texts.ts";

const at = createFolder();
afterAll(() => at.remove());

const RUNS = { numRuns: Number(process.env["FC_RUNS"] ?? 100) };
const lines = (text: string) => text.split(" ");

it("turns one text into the other by what it says is removed and added", () => {
  fc.assert(
    fc.property(document, document, (before, after) => {
      const patched = [...before];
      for (const { at: start, removed, to, added } of listHunks(before, after).toReversed()) {
        patched.splice(start, removed, ...after.slice(to, to + added));
      }
      expect(patched).toEqual(after);
    }),
    RUNS,
  );
});

it("takes each line from whoever changed it", () => {
  const merged = mergeLines({ base: lines("a b c d e"), ours: lines("A b c d e"), theirs: lines("a b c d E") });
  expect(merged).toEqual([{ agreed: lines("A b c d E") }]);
});

it("sees a conflict where both changed a line, or lines side by side, and none where both made the same", () => {
  const base = lines("a b c d");
  expect(mergeLines({ base, ours: lines("a X c d"), theirs: lines("a Y c d") })).toEqual([
    { agreed: ["a"] },
    { base: ["b"], ours: ["X"], theirs: ["Y"] },
    { agreed: ["c", "d"] },
  ]);
  expect(mergeLines({ base, ours: lines("a X c d"), theirs: lines("a b Y d") })).toMatchObject([
    { agreed: ["a"] },
    { base: ["b", "c"] },
    { agreed: ["d"] },
  ]);
  expect(mergeLines({ base, ours: lines("a X c d"), theirs: lines("a X c d") })).toEqual([
    { agreed: lines("a X c d") },
  ]);
});

it("is the same whoever is called ours", () => {
  fc.assert(
    fc.property(forked, ({ base, ours, theirs }) => {
      const turned = mergeLines({ base, ours: theirs, theirs: ours });
      const back = turned.map((part) => ("agreed" in part ? part : { ...part, ours: part.theirs, theirs: part.ours }));
      expect(mergeLines({ base, ours, theirs })).toEqual(back);
    }),
    RUNS,
  );
});

it.skipIf(!hasGit)("agrees with git merge-file, on what it merges and on what it calls a conflict", () => {
  fc.assert(
    fc.property(forked, ({ base, ours, theirs }) => {
      const git = at.merge(toText(base), toText(ours), toText(theirs));
      const parts = mergeLines({ base, ours, theirs });
      const isClean = parts.every((part) => "agreed" in part);
      const text = isClean ? toText(parts.flatMap((part) => ("agreed" in part ? part.agreed : []))) : null;
      expect(text).toBe(git);
    }),
    RUNS,
  );
});
