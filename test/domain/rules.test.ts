import { expect, it } from "vitest";
import { DEFAULT_RULES } from "#domain/default-rules";
import { compilePattern } from "#domain/pattern";
import { parseRules, RULE_KINDS } from "#domain/rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { UserError } from "#lib/errors";

it("ships the rules that reports and their readers rely on", () => {
  const rules = parseRulesYaml(DEFAULT_RULES);
  expect(rules).toContainEqual(expect.objectContaining({ name: "stale48h", kind: "stale_pr", older_than_hours: 48 }));
  expect(rules).toContainEqual(expect.objectContaining({ name: "wip_limit", limit: 5 }));
  expect(rules).toContainEqual(expect.objectContaining({ name: "pr_no_review", older_than_hours: 12 }));
});

it("takes a list, or an object with one, and calls a nameless rule by its kind", () => {
  const [rule] = parseRules([{ kind: "stale_pr" }]);
  expect(rule).toEqual({
    name: "stale_pr",
    kind: "stale_pr",
    older_than_hours: 48,
    clock: "working",
    authors: "human",
  });
  expect(parseRules({ rules: [{ kind: "stale_pr" }] })).toEqual([rule]);
  expect(parseRules(RULE_KINDS.map((kind) => ({ kind })))).toHaveLength(RULE_KINDS.length);
});

it.each([
  ["an unknown kind", [{ kind: "stale" }], "unsupported rule kind: stale"],
  ["a misspelt parameter", [{ kind: "stale_pr", older_then_hours: 4 }], 'Unrecognized key: "older_then_hours"'],
  [
    "a wrong type, with the rule's name",
    [{ name: "a", kind: "stale_pr", older_than_hours: "4" }],
    "Rule 1 (a): older_than_hours",
  ],
  ["a negative time", [{ kind: "stale_pr", older_than_hours: -1 }], "older_than_hours"],
  ["no kind", [{ name: "a" }], "Rule 1 (a): kind"],
  ["a name twice", [{ kind: "stale_pr" }, { kind: "stale_pr" }], "Two rules are called “stale_pr”"],
  ["no list", { kind: "stale_pr" }, "Rules are a list"],
  ["nothing", null, "Rules are a list"],
  ["a rule that is none", ["stale_pr"], "Rule 1"],
  ["too many", Array.from({ length: 101 }, (_, name) => ({ name: `${name}`, kind: "stale_pr" })), "100 at most"],
])("refuses %s in words that help", (_case, input, words) => {
  expect(() => parseRules(input)).toThrow(UserError);
  expect(() => parseRules(input)).toThrow(words);
});

it.each([
  "rules:\n  - { name: t, kind: no_ticket_link, ticket_pattern: [A-Z]+-[0-9]+, limit: 5 }",
  "- { kind: no_ticket_link, limit: 5, ticket_pattern: [A-Z]+-[0-9]+ }",
  "- kind: no_ticket_link\n  ticket_pattern: [A-Z]+-[0-9]+\n  limit: 5",
])("reads the usual example although its pattern is not quoted: %j", (yaml) => {
  expect(parseRulesYaml(yaml)).toMatchObject([{ kind: "no_ticket_link", ticket_pattern: "[A-Z]+-[0-9]+", limit: 5 }]);
});

it.each([
  ["broken YAML", "rules: [", "not YAML"],
  ["an alias bomb", `a: &a [x,x]\n${aliases(30)}`, "not YAML"],
  ["64 KB and more", `# ${"x".repeat(65_536)}`, "longer than 64 KB"],
  ["a pattern that does not parse", "- { kind: no_ticket_link, ticket_pattern: '(' }", "not a pattern"],
  [
    "a pattern that repeats too often",
    "- { kind: no_ticket_link, ticket_pattern: '(x{500}){500}' }",
    "repeats at most",
  ],
])("refuses %s in words that help", (_case, yaml, words) => {
  expect(() => parseRulesYaml(yaml)).toThrow(UserError);
  expect(() => parseRulesYaml(yaml)).toThrow(words);
});

it("does not let a prototype in through the back door", () => {
  expect(() => parseRulesYaml("- { kind: stale_pr, __proto__: { older_than_hours: 1 } }")).toThrow(UserError);
});

it("matches what freezes other engines without delay", () => {
  const evil = ["(a+)+$", "(a|a)*$", "(.*)*b", "([a-zA-Z]+)*!", "(x+x+)+y"];
  for (const source of evil) expect(compilePattern(source).matches(`${"a".repeat(100_000)}!`).length).toBeLessThan(101);
});

it.each([
  ["x".repeat(201), "200 characters"],
  ["(?:x{1,500})".repeat(16), "repeats at most"],
  ["((x{30}){30}){30}", "repeats at most"],
  ["(?=x)", "not a pattern"],
])("refuses the pattern %s", (source, words) => {
  expect(() => compilePattern(source)).toThrow(words);
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `b${index}: [${Array(20).fill("*a").join(", ")}]`).join("\n");
}
