import { expect, it } from "vitest";
import { consequencesOf, NONE, RUNGS } from "#domain/acting/consequences";
import { DEFAULT_RULES } from "#domain/default-rules";
import { parseRules } from "#domain/rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { DEFAULT_POLICY } from "#domain/trust/default-policy";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import { UserError } from "#lib/errors";

const { kinds } = parsePolicyYaml(DEFAULT_POLICY);
const rules = parseRulesYaml(DEFAULT_RULES);

it.each([
  ["pr_no_review", "pr_without_review", { nudge: "reviewer" }],
  ["stale48h", "stale_pr", { nudge: "author" }],
  ["no_ticket", "no_ticket_link", { nudge: "author" }],
  ["wip_limit", "wip_limit_exceeded", { escalate: RUNGS }],
  ["blocked", "blocked_pr", { escalate: RUNGS }],
  ["red_checks", "red_checks", { nudge: "author" }],
  ["changes_requested", "changes_requested_idle", { nudge: "author" }],
  ["approved_not_merged", "approved_not_merged", {}],
])("has %s do by default what the policy says of its kind", (rule, kind, expected) => {
  expect(consequencesOf({ kind, rules: [rule] }, rules, kinds)).toEqual({ ...NONE, ...expected });
});

it("lets a rule say more, or nothing, and puts together what several rules say", () => {
  const own = parseRulesYaml(`
    - { name: a, kind: stale_pr, then: [{ nudge: reviewer }, { suggest_reviewer: true }, { label: needs-review }] }
    - { name: b, kind: stale_pr, then: [{ create_ticket: true }, { escalate: [lead, owner] }, { label: needs-review }] }
    - { name: c, kind: stale_pr, then: [] }
    - { name: d, kind: stale_pr }`);
  const of = (...names: string[]) => consequencesOf({ kind: "stale_pr", rules: names }, own, kinds);
  expect(of("a", "b")).toEqual({
    nudge: "reviewer",
    suggestsReviewer: true,
    labels: ["needs-review"],
    createsTicket: true,
    escalate: ["owner", "lead"],
  });
  expect(of("c")).toEqual(NONE);
  expect(of("c", "d")).toEqual(NONE);
  expect(of("d")).toEqual({ ...NONE, nudge: "author" });
});

it("is silent about a kind that the policy blocks, whatever its rules say", () => {
  const { kinds: blocked } = parsePolicyYaml("stale_pr: { action: block }\npr_without_review: { action: allow }");
  const own = parseRulesYaml("- { kind: stale_pr, then: [{ nudge: author }] }");
  expect(consequencesOf({ kind: "stale_pr", rules: ["stale_pr"] }, own, blocked)).toEqual(NONE);
  expect(consequencesOf({ kind: "pr_without_review", rules: [] }, [], blocked)).toEqual(NONE);
});

it.each([
  ["an unknown consequence", [{ shout: true }], "shout"],
  ["two in one entry", [{ nudge: "author", label: "x" }], "one thing in each entry"],
  ["none in an entry", [{}], "one thing in each entry"],
  ["somebody unknown", [{ nudge: "boss" }], "nudge"],
  ["an unknown rung", [{ escalate: ["owner", "ceo"] }], "escalate"],
  ["a rung twice", [{ escalate: ["owner", "owner"] }], "each rung once"],
  ["no list", { nudge: "author" }, "then"],
  ["too many", Array.from({ length: 11 }, () => ({ nudge: "author" })), "then"],
])("refuses %s in words that name the place", (_case, then, words) => {
  const rule = { name: "mine", kind: "stale_pr", then };
  expect(() => parseRules([rule])).toThrow(UserError);
  expect(() => parseRules([rule])).toThrow(words);
  expect(() => parseRules([rule])).toThrow("Rule 1 (mine)");
});
