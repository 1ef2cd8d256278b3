import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { isOpenQuestion, readQuestion, readWishes } from "#surfaces/slack/sentences";

it.each([
  ["standup core and triage web", ["standup", "triage"]],
  ["please show me the stale PRs, and pending approvals", ["signals", "approvals.list"]],
  ["standup; then triage\nwhat needs me?", ["standup", "triage", "triage"]],
  ["good morning, could you show us the standup", ["standup"]],
  ["blocked acme/api#7 waiting for keys and triage", ["blocked"]],
  ["plan a shop, a bank and standup", ["plan"]],
  ["stale PRs", ["signals"]],
  ["sing and dance", []],
  ["standup and dance", []],
  ["", ["help"]],
])("reads “%s” as %j", (text, names) => {
  expect(readWishes(catalogue, text).map(({ call }) => call.name)).toEqual(names);
});

it("has no phrase twice, and none that its capability would not take", () => {
  const phrases = [...catalogue.values()].flatMap(({ phrases = [], input }) =>
    phrases.map((phrase) => ({ ...phrase, schema: input })),
  );
  expect(new Set(phrases.map(({ words }) => words)).size).toBe(phrases.length);
  for (const { words, input, schema } of phrases) expect(schema.safeParse(input).success, words).toBe(true);
  for (const { words } of phrases) expect(readWishes(catalogue, words), words).toHaveLength(1);
});

it.each([
  ["How do we restore a backup?", true, "ask"],
  ["where is the plan for retention?", true, "ask"],
  ["is there a limit", false, "ask"],
  ["the limit of a webhook?", false, "ask"],
  ["could you triage web, please?", false, "ask"],
  ["sing and dance", false, undefined],
])("takes “%s” for an open question: %s, which %s hears", (text, isOpen, name) => {
  expect(isOpenQuestion(text)).toBe(isOpen);
  expect(readQuestion(catalogue, text)?.call.name).toBe(name);
});
