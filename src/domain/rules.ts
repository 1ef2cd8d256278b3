import { z } from "zod";
import { UserError } from "#lib/errors";
import { Then } from "./acting/consequences.ts";

const RULES_MAX = 100;
const HOURS_MAX = 24 * 365;

const Hours = (standard: number) => z.number().min(0).max(HOURS_MAX).default(standard);

const Common = z.strictObject({
  /** What the rule is called in reports; its kind where it has no name. */
  name: z.string().trim().min(1).max(80).optional(),
  /** Working hours leave out the days on which the team does not work. */
  clock: z.enum(["working", "wall"]).default("working"),
  /** Bots' pull requests wait for nobody, so they are left out unless asked for. */
  authors: z.enum(["human", "all"]).default("human"),
  /** What follows; what the policy says for the kind where the rule says nothing. */
  // biome-ignore lint/suspicious/noThenProperty: people write it so, and a list is no promise.
  then: Then.optional(),
});

const RuleSchema = z.discriminatedUnion("kind", [
  Common.extend({ kind: z.literal("stale_pr"), older_than_hours: Hours(48) }),
  Common.extend({ kind: z.literal("pr_without_review"), older_than_hours: Hours(12) }),
  Common.extend({
    kind: z.literal("wip_limit_exceeded"),
    limit: z.number().int().min(0).max(10_000).default(5),
    scope: z.literal("team").default("team"),
    of: z.literal("prs").default("prs"),
  }),
  Common.extend({
    kind: z.literal("no_ticket_link"),
    ticket_pattern: z.string().min(1).max(200).default("[A-Z]+-[0-9]+"),
    limit: z.number().int().min(1).max(1_000).default(200),
  }),
  Common.extend({ kind: z.literal("changes_requested_idle"), older_than_hours: Hours(48) }),
  Common.extend({ kind: z.literal("approved_not_merged"), older_than_hours: Hours(24) }),
  Common.extend({ kind: z.literal("red_checks"), older_than_hours: Hours(24) }),
  Common.extend({ kind: z.literal("large_pr"), lines: z.number().int().min(1).max(1_000_000).default(800) }),
  Common.extend({
    kind: z.literal("blocked_pr"),
    labels: z.array(z.string().trim().toLowerCase().min(1).max(50)).max(20).default(["blocked"]),
  }),
  Common.extend({ kind: z.literal("failed_deployment") }),
  Common.extend({ kind: z.literal("open_incident") }),
]);

export type Rule = z.output<typeof RuleSchema> & { name: string };
export type RuleKind = Rule["kind"];
export type RuleOf<Kind extends RuleKind> = Extract<Rule, { kind: Kind }>;

export const RULE_KINDS = RuleSchema.options.map(({ shape }) => shape.kind.value);

/** Reads a list of rules, or `{ rules: [] }`. Throws a UserError that names the rule and what is wrong with it. */
export function parseRules(input: unknown): Rule[] {
  const list = Array.isArray(input) ? input : (input as { rules?: unknown } | null)?.rules;
  if (!Array.isArray(list)) throw new UserError("Rules are a list, or an object with a list called “rules”.");
  if (list.length > RULES_MAX) throw new UserError(`There are ${list.length} rules; ${RULES_MAX} at most.`);
  const rules = list.map(parseRule);
  assertNamesDiffer(rules);
  return rules;
}

function parseRule(input: unknown, index: number): Rule {
  const kind = (input as { kind?: unknown } | null)?.kind;
  if (typeof kind === "string" && !isKnown(kind)) throw new UserError(`unsupported rule kind: ${kind.slice(0, 80)}`);
  const parsed = RuleSchema.safeParse(input);
  if (!parsed.success) throw new UserError(`Rule ${index + 1}${nameOf(input)}: ${describeIssues(parsed.error)}`);
  return { ...parsed.data, name: parsed.data.name ?? parsed.data.kind };
}

function isKnown(kind: string): boolean {
  return (RULE_KINDS as string[]).includes(kind);
}

function nameOf(input: unknown): string {
  const name = (input as { name?: unknown } | null)?.name;
  return typeof name === "string" ? ` (${name.slice(0, 80)})` : "";
}

function describeIssues({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message)).join("; ");
}

function assertNamesDiffer(rules: Rule[]): void {
  const names = new Set<string>();
  for (const { name } of rules) {
    if (names.has(name)) throw new UserError(`Two rules are called “${name}”. Give each its own name.`);
    names.add(name);
  }
}
