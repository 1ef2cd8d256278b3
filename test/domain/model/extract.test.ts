import fc from "fast-check";
import { expect, it } from "vitest";
import { extractObject } from "#domain/model/extract";

it.each([
  ['{"a":1}', { a: 1 }],
  ['```json\n{"a":1}\n```', { a: 1 }],
  ['Sure! Here it is: {"a":{"b":"}"}} Anything else?', { a: { b: "}" } }],
  ['a {brace} in words, then {"a":"\\"}"}', { a: '"}' }],
])("finds the object in %j", (reply, object) => {
  expect(extractObject(reply)).toEqual(object);
});

it.each(["", "words", "[1,2]", '{"a":1', "{{{{", `${'{"a":'.repeat(200)}1${"}".repeat(200)}`])(
  "finds none in %j",
  (reply) => {
    expect(extractObject(reply)).toBeUndefined();
  },
);

it("finds every object again, whatever words stand before and behind it", () => {
  const words = fc.string().map((text) => text.replaceAll(/[{}"]/g, ""));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), words, (object, around) => {
      const json = JSON.stringify(object);
      expect(extractObject(`${around}${json}${around}`)).toEqual(JSON.parse(json));
    }),
  );
});

it("gives up on a large reply that is full of beginnings", () => {
  expect(extractObject('{"'.repeat(200_000))).toBeUndefined();
});
