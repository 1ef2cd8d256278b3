import { expect, it } from "vitest";
import { costOf, priceOf } from "#domain/model/prices";
import { estimateMessages, estimateTokens } from "#domain/model/tokens";

const none = new Map();

it("knows a dated model by its plain name, and takes the configured price first", () => {
  expect(priceOf("gpt-4o-2024-08-06", none)).toEqual(priceOf("gpt-4o", none));
  expect(priceOf("gpt-4o", new Map([["gpt-4o", { input: 1, output: 1 }]]))).toEqual({ input: 1, output: 1 });
});

it("says that a price is unknown, which is not the same as free", () => {
  expect(priceOf("llama-at-home", none)).toBeNull();
  expect(priceOf("llama-at-home", new Map([["llama-at-home", { input: 0, output: 0 }]]))).not.toBeNull();
});

it("costs what a million tokens cost, for as many as there are", () => {
  expect(costOf({ input: 2, output: 8 }, { tokensIn: 1_000, tokensOut: 500 })).toBeCloseTo(0.006, 10);
});

it("counts rather too many tokens than too few", () => {
  expect(estimateTokens("The quick brown fox jumps over the lazy dog.")).toBeGreaterThanOrEqual(10);
  expect(estimateTokens("日本語の文章")).toBeGreaterThanOrEqual(6);
  expect(estimateMessages([{ role: "user", content: "" }])).toBeGreaterThan(0);
});
