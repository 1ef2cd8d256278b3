import fc from "fast-check";
import { expect, it } from "vitest";
import { blame } from "#domain/prd/blame";
import { toText } from "#domain/prd/lines";
import { isIntact, makeVersion, type Version } from "#domain/prd/version";
import { createFolder, hasGit } from "./git.ts";
import { edited } from "./texts.ts";

const RUNS = { numRuns: Number(process.env["FC_RUNS"] ?? 8) };
/** Each history asks git a dozen times, which takes long on a busy machine. */
const TIME_MAX_MS = 60_000 + RUNS.numRuns * 2_000;

function version(text: string, parents: readonly Version[], number: number): Version {
  const at = new Date(1_700_000_000_000 + number * 60_000).toISOString();
  return makeVersion({
    prd: "p",
    parents: parents.map(({ id }) => id),
    text,
    author: "a",
    message: String(number),
    at,
  });
}

function history(texts: readonly string[][]): Version[] {
  const versions: Version[] = [];
  for (const [number, lines] of texts.entries()) versions.push(version(toText(lines), versions.slice(-1), number));
  return versions;
}

const known = (versions: readonly Version[]) => new Map(versions.map((one) => [one.id, one]));

it("credits each line to the version that brought it in, also over a merge", () => {
  const first = version("a\nb\nc\n", [], 0);
  const mine = version("A\nb\nc\n", [first], 1);
  const theirs = version("a\nb\nc\nd\n", [first], 2);
  const merged = version("A\nb\nc\nd\ne\n", [mine, theirs], 3);
  const blamed = blame(known([first, mine, theirs, merged]), merged.id);
  expect(blamed.map(({ line, version: id }) => [line, id])).toEqual([
    ["A", mine.id],
    ["b", first.id],
    ["c", first.id],
    ["d", theirs.id],
    ["e", merged.id],
  ]);
});

it("gives every version an id that nothing in it can change without", () => {
  const [first] = history([["a"]]);
  if (!first) throw new Error("There is a first version.");
  expect(isIntact(first)).toBe(true);
  for (const change of [{ text: "b\n" }, { author: "x" }, { parents: ["y"] }, { at: "2026-01-01T00:00:00Z" }]) {
    expect(isIntact({ ...first, ...change })).toBe(false);
  }
});

it.skipIf(!hasGit)(
  "agrees with git blame on the same history",
  () => {
    fc.assert(
      fc.property(edited, (texts) => {
        const versions = history(texts);
        const newest = versions.at(-1);
        if (!newest) return;
        const mine = blame(known(versions), newest.id);
        const numbers = new Map(versions.map(({ id, message }) => [id, Number(message)]));
        expect(mine.map(({ version: id }) => numbers.get(id))).toEqual(blameByGit(versions));
      }),
      RUNS,
    );
  },
  TIME_MAX_MS,
);

/** Of each line the number of the version, as git says it. */
function blameByGit(versions: readonly Version[]): number[] {
  const at = createFolder();
  try {
    at.git("init", "-q");
    for (const { text, message } of versions) {
      at.put("prd.md", text);
      at.git("add", "prd.md");
      at.git("commit", "-q", "--allow-empty", "-m", message);
    }
    const shown = at.git("blame", "--line-porcelain", "prd.md");
    return [...shown.matchAll(/^summary (\d+)$/gm)].map(([, number]) => Number(number));
  } finally {
    at.remove();
  }
}
