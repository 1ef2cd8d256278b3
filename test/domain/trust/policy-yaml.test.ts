import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "#domain/trust/default-policy";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";

it("reads the policy of the brief as it is written", () => {
  const policy = parsePolicyYaml(readFileSync("test/fixtures/policy.yaml", "utf8"));
  expect(Object.fromEntries(policy.actions)).toEqual({
    "pr.merge": { risk: "high", mode: "require_approval" },
    "pr.label": { risk: "low", mode: "auto" },
    "pr.comment.summary": { risk: "medium", mode: "ask_if_channel_public" },
    "issue.create.low": { risk: "medium", mode: "ask" },
    "incident.page": { risk: "high", mode: "require_approval" },
  });
  expect(policy.limits).toEqual({ max_monthly_cost_usd: 200, max_channel_size_auto_post: 10, pii_redaction: "strict" });
  expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
});

it("reads the short notation, alone and beside the other", () => {
  const short = "stale_pr: { action: nudge, threshold: 48 }\npr.merge: { action: block }\n";
  expect(Object.fromEntries(parsePolicyYaml(short).kinds)).toEqual({
    stale_pr: { action: "nudge", threshold: 48 },
    "pr.merge": { action: "block" },
  });
  const both = parsePolicyYaml(`actions: { pr.label: { risk: low } }\n${short}`);
  expect([both.actions.size, both.kinds.size]).toEqual([1, 2]);
});

it("has limits of nothing where none are written, and loads what comes with the product", () => {
  expect(parsePolicyYaml("").limits).toEqual({
    max_monthly_cost_usd: 0,
    max_channel_size_auto_post: 0,
    pii_redaction: "strict",
  });
  expect(parsePolicyYaml(DEFAULT_POLICY).kinds.get("stale_pr")).toEqual({ action: "nudge" });
});

const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${"bcdefghij"
  .split("")
  .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(",")}]`)
  .join("\n")}`;

it.each([
  ["a key that nobody knows", "actions: { pr.merge: { risk: high, moed: ask } }", "moed"],
  ["a section that nobody knows", "acitons: {}", "acitons"],
  ["a key twice", "actions: { a: { risk: low }, a: { risk: high } }", "unique"],
  ["a forgotten comma", "actions: { a: { risk: high mode: auto } }", "not YAML"],
  ["what is high and automatic", "actions: { a: { risk: high, mode: auto } }", "cannot be automatic"],
  ["a risk that does not exist", "actions: { a: { risk: huge } }", "low, medium, high, critical"],
  ["an alias bomb", bomb, "aliases"],
  ["an alias of itself", "actions: &a { x: *a }", "policy"],
  ["10,000 anchors", Array.from({ length: 10_000 }, (_, n) => `k${n}: &a${n} 1`).join("\n"), "64 KB"],
  ["what is no text at all", "[1, 2]", "policy is wrong"],
  ["what would be a property of every object", "actions: { constructor: { risk: nothing } }", "constructor"],
])("refuses %s with a word that helps", (_what, text, word) => {
  expect(() => parsePolicyYaml(text)).toThrow(word);
});
