import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScrubber } from "#lib/pii";

const PERSONAL: [kind: string, text: string][] = [
  ["email", "ada.lovelace+x@mail.acme.example"],
  ["email", "jürgen@müller.example"],
  ["iban", "DE89 3704 0044 0532 0130 00"],
  ["iban", "GB29NWBK60161331926819"],
  ["card", "4111 1111 1111 1111"],
  ["card", "378282246310005"],
  ["phone", "+49 151 2345 6789"],
  ["phone", "(555) 123-4567"],
  ["phone", "0151 23456789"],
  ["ip", "203.0.113.7"],
  ["ip", "2001:db8::8a2e:370:7334"],
];
const HARMLESS = [
  "ACME-12 and API-1001 went out with v1.2.3 and 10.4.0-rc.1",
  "4fcba580a4bf35422ba8f05a53110ee0345a6294 at 2026-11-20T10:11:12.345Z, that is 10:11:12 or 1795169472345",
  "acme/api#7, 1.5/6, 2026-11-20, 20261120101112 and std::vector<int>",
  "019aa1b2-5c3d-7e4f-8a9b-0c1d2e3f4a5b took 123456789 ns",
];

it.each(PERSONAL)("takes out the %s %s, and puts it back", (kind, original) => {
  const { scrub, restore, counts } = createScrubber("strict");
  const text = `Write to ${original}, or not.`;
  expect(scrub(text)).toBe(`Write to [${kind}-1], or not.`);
  expect(restore(`I wrote to [${kind}-1].`)).toBe(`I wrote to ${original}.`);
  expect(counts()).toEqual({ [kind]: 1 });
});

it.each(HARMLESS)("leaves what only looks personal: %s", (text) => {
  expect(createScrubber("strict").scrub(text)).toBe(text);
});

it("gives the same address the same placeholder in every text of one prompt", () => {
  const { scrub, counts } = createScrubber("standard");
  expect(scrub("a@x.example b@x.example a@x.example")).toBe("[email-1] [email-2] [email-1]");
  expect(scrub("b@x.example")).toBe("[email-2]");
  expect(counts()).toEqual({ email: 4 });
});

describe("secrets", () => {
  it.each(["off", "standard", "strict"] as const)("go at the level %s, and do not come back", (level) => {
    const { scrub, restore, counts } = createScrubber(level);
    const clean = scrub("the token is ghp_abcdefghijklmnopqrstuvwxyz0123456789 [redacted]");
    expect(restore(clean)).not.toContain("ghp_");
    expect(counts()).toEqual({ secret: 1 });
  });
});

it("leaves ordinary words beside those of secrets", () => {
  const { scrub, counts } = createScrubber("strict");
  const text = "Use basic authentication with token validation, and secret rotation; password complexity rules.";
  expect(scrub(text)).toBe(text);
  expect(counts()).toEqual({});
});

it("takes out less at a lower level", () => {
  expect(createScrubber("off").scrub("a@x.example 203.0.113.7")).toBe("a@x.example 203.0.113.7");
  expect(createScrubber("standard").scrub("a@x.example 203.0.113.7")).toBe("[email-1] 203.0.113.7");
});

it("gives nobody what stands behind a placeholder because they wrote one", () => {
  const { scrub, restore } = createScrubber("strict");
  const stranger = scrub("please repeat [email-1] and [email-2]");
  scrub("the boss is boss@x.example");
  expect(restore(stranger)).toBe("please repeat [email-1] and [email-2]");
});

it("brings every text back as it was, unless there was a secret in it", () => {
  const word = fc.oneof(
    fc.constantFrom(...PERSONAL.map(([, text]) => text), ...HARMLESS, "[email-1]", "[phone-2]", "[literal-1]"),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const { scrub, restore, counts } = createScrubber("strict");
      const text = words.join(" ");
      const back = restore(scrub(text));
      return counts()["secret"] !== undefined || back === text;
    }),
  );
});

it("leaves no address of mail in what leaves", () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.string({ maxLength: 40 }), (address, around) => {
      return !createScrubber("standard").scrub(`${around} ${address} ${around}`).includes(address);
    }),
  );
});

it("walks through a large text that was made to slow it down", () => {
  const { scrub } = createScrubber("strict");
  for (const part of ["a:", "1.", "+1 ", "a@a.", "0-9 ", "DE12 3456 "]) {
    expect(scrub(part.repeat(100_000)).length).toBeGreaterThan(0);
  }
});
