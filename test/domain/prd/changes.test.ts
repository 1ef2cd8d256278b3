import fc from "fast-check";
import { expect, it } from "vitest";
import { describeChange, listChanges } from "#domain/prd/changes";
import { toText } from "#domain/prd/lines";
import { forked } from "./texts.ts";

const BEFORE = "# Goals\nFast.\nCheap.\n\n# Risks\nNone.\n\n# Users\nAll.\n";

it.each([
  [BEFORE, BEFORE, []],
  ["", "# Goals\nFast.\n", ["“Goals” was added: 2 lines came."]],
  [BEFORE, BEFORE.replace("Fast.", "Fast!"), ["“Goals” changed: 1 line came, 1 line went."]],
  [BEFORE, BEFORE.replace("# Risks\nNone.\n\n", ""), ["“Risks” was removed: 3 lines went."]],
  [BEFORE, BEFORE.replace("# Users", "# Rollout\nSlow.\n\n# Users"), ["“Rollout” was added: 3 lines came."]],
  [BEFORE, `Soon.\n${BEFORE}`, ["The beginning changed: 1 line came."]],
  [
    BEFORE,
    BEFORE.replace("Cheap.", "Cheap").replace("All.", "Some."),
    ["“Goals” changed: 1 line came, 1 line went.", "“Users” changed: 1 line came, 1 line went."],
  ],
])("tells by section what changed from %j to %j", (before, after, sentences) => {
  expect(listChanges(before, after).map(describeChange)).toEqual(sentences);
});

it("shows a change with the lines before it, each of them once", () => {
  const [change] = listChanges("# A\n1\n2\n3\n4\n5\n6\n", "# A\n1\n2\n3\nfour\n5\nsix\n");
  expect(change?.lines.map(({ sign, text }) => `${sign}${text}`)).toEqual([
    " 2",
    " 3",
    "-4",
    "+four",
    " 5",
    "-6",
    "+six",
  ]);
});

it("counts every line that came and went, whatever changed", () => {
  fc.assert(
    fc.property(forked, ({ ours, theirs }) => {
      const changes = listChanges(toText(ours), toText(theirs));
      const net = changes.reduce((sum, { added, removed }) => sum + added - removed, 0);
      const sizeOf = (lines: string[]) => (toText(lines) === "" ? 0 : toText(lines).split("\n").length - 1);
      const trimmed = (lines: string[]) => lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
      expect(net).toBe(sizeOf(trimmed(theirs)) - sizeOf(trimmed(ours)));
      for (const { lines, added, removed } of changes) {
        expect(lines.filter(({ sign }) => sign === "+")).toHaveLength(added);
        expect(lines.filter(({ sign }) => sign === "-")).toHaveLength(removed);
      }
    }),
  );
});
