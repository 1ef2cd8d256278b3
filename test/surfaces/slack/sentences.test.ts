import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { describeRest, isOpenQuestion, readQuestion, readWishes } from "#surfaces/slack/sentences";

it.each([
  ["standup core and triage web", ["standup", "triage"]],
  ["please show me the stale PRs, and pending approvals", ["signals", "approvals.list"]],
  ["standup; then triage\nwhat needs me?", ["standup", "triage", "triage"]],
  ["good morning, could you show us the standup", ["standup"]],
  ["blocked acme/api#7 waiting for keys and triage", ["blocked"]],
  ["plan a shop, a bank and standup", ["plan"]],
  ["stale PRs", ["signals"]],
  ["sing and dance", []],
  ["standup and dance", ["standup"]],
  ["", ["help"]],
])("reads “%s” as %j", (text, names) => {
  expect(readWishes(catalogue, text).wishes.map(({ call }) => call.name)).toEqual(names);
});

it.each([
  [
    "standup, triage, signals, approvals, teams, people and projects",
    ["standup", "triage", "signals", "approvals.list", "teams"],
    "I have left out “people”, “projects”: ask for that by itself.",
  ],
  [
    "triage nosuchteam and the standup and blorb the frobs",
    ["triage", "standup"],
    "I did not understand “blorb the frobs”.",
  ],
  [
    "standup, blorb and pause",
    ["standup"],
    "I did not understand “blorb”. I have left out “pause”: ask for that by itself.",
  ],
  ["standup and triage", ["standup", "triage"], undefined],
])("does of “%s” what is clear, and names the rest in a line", (text, names, rest) => {
  const reading = readWishes(catalogue, text);
  expect(reading.wishes.map(({ call }) => call.name)).toEqual(names);
  expect(describeRest(reading)).toBe(rest);
});

it("has no phrase twice, and none that its capability would not take", () => {
  const phrases = [...catalogue.values()].flatMap(({ phrases = [], input }) =>
    phrases.map((phrase) => ({ ...phrase, schema: input })),
  );
  expect(new Set(phrases.map(({ words }) => words)).size).toBe(phrases.length);
  for (const { words, input, schema } of phrases) expect(schema.safeParse(input).success, words).toBe(true);
  for (const { words } of phrases) expect(readWishes(catalogue, words).wishes, words).toHaveLength(1);
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
