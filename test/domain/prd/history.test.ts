import { expect, it } from "vitest";
import { ancestorsOf, mergeBasesOf, type Parents } from "#domain/prd/history";

/** a ← b ← d, a ← c ← e, and both joined crosswise: f of b and c, g of c and b. */
const parents: Parents = new Map([
  ["a", []],
  ["b", ["a"]],
  ["c", ["a"]],
  ["d", ["b"]],
  ["e", ["c"]],
  ["f", ["b", "c"]],
  ["g", ["c", "b"]],
  ["alone", []],
]);

it("knows all that a version builds on", () => {
  expect([...ancestorsOf(parents, "f")].sort()).toEqual(["a", "b", "c", "f"]);
});

it.each([
  ["d", "e", ["a"]],
  ["d", "f", ["b"]],
  ["f", "g", ["b", "c"]],
  ["b", "d", ["b"]],
  ["d", "d", ["d"]],
  ["d", "alone", []],
])("finds what %s and %s have in common last", (one, other, bases) => {
  expect(mergeBasesOf(parents, one, other)).toEqual(bases);
  expect(mergeBasesOf(parents, other, one)).toEqual(bases);
});
