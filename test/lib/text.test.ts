import { expect, it } from "vitest";
import { canonicalJson } from "#lib/hash";
import { cleanText } from "#lib/text";

it("makes text storable on every engine and no longer than asked", () => {
  expect(cleanText("a\0b", 10)).toBe("a\uFFFDb");
  expect(cleanText("lone \uD800", 10)).toBe("lone \uFFFD");
  expect(cleanText("12345", 3)).toBe("123");
  // Cut through the middle of a pair, the half that is left is replaced.
  expect(cleanText("ab😀", 3)).toBe("ab\uFFFD");
});

it("writes equal values as equal text, whatever the order of their keys", () => {
  expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe(canonicalJson({ a: null, b: [1, { c: 2, d: 1 }] }));
  expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: 2 }));
});
