import { expect, it } from "vitest";
import { readReply } from "#domain/plan/reply";

it.each([
  ["All of them.", 1, { places: [0], answer: "All of them." }],
  ["All of them, next year.", 2, { places: [0, 1], answer: "All of them, next year." }],
  ["2: next year", 2, { places: [1], answer: "next year" }],
  [" 1) this one\nand that one ", 2, { places: [0], answer: "this one\nand that one" }],
  ["3: not asked", 2, { places: [0, 1], answer: "3: not asked" }],
  ["2026: a year", 2, { places: [0, 1], answer: "2026: a year" }],
  ["2.", 2, { places: [0, 1], answer: "2." }],
  ["是的", 1, { places: [0], answer: "是的" }],
  ["What do you mean?", 1, null],
  ["真的吗？", 1, null],
  ["👍", 1, null],
  [" \n ", 1, null],
  ["All of them.", 0, null],
])("“%s” to %i open questions answers %j", (text, questions, reply) => {
  expect(readReply(text, questions)).toEqual(reply);
});
