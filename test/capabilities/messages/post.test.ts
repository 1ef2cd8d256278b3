import { expect, it } from "vitest";
import { post } from "#capabilities/messages/post";

const targetOf = (name: string, input: object = {}) =>
  post.target(post.input.parse({ channel: "C024BE91L", call: { name, input } }));

it("gives way to the same report with the same question in the same channel, and to no other", () => {
  expect(targetOf("standup", { team: "core", hours: 24 })).toBe(targetOf("standup", { hours: 24, team: "core" }));
  const others = [targetOf("standup"), targetOf("standup", { team: "web" }), targetOf("triage")];
  expect(new Set([...others, targetOf("standup", { team: "core" })]).size).toBe(4);
});
