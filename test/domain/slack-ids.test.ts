import { describe, expect, it } from "vitest";
import { bareName, memberIn } from "#domain/slack-ids";

describe("a member of Slack", () => {
  it.each([
    ["slack:U024BE7LH", "U024BE7LH"],
    ["W024BE7LH", "W024BE7LH"],
    ["S024BE7LH", undefined],
    ["slack:C024BE91L", undefined],
    ["key:ci", undefined],
    ["local-operator", undefined],
  ])("is told from %s", (id, member) => {
    expect(memberIn(id)).toBe(member);
  });

  it.each([
    ["<@U024BE7LH>", "U024BE7LH"],
    ["<@U024BE7LH|ben>", "U024BE7LH"],
    ["@ben", "ben"],
    ["ben@acme.example", "ben@acme.example"],
  ])("is meant by %s", (words, name) => {
    expect(bareName(words)).toBe(name);
  });
});
