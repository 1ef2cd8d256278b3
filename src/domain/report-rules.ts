import { parseRules, type Rule, type RuleKind } from "./rules.ts";

/** The kinds whose counts reports show, whether a team has a rule for them or not. */
const SHOWN: RuleKind[] = ["stale_pr", "pr_without_review", "wip_limit_exceeded", "no_ticket_link"];

/** The rules in force, with a standard one for every kind that a report shows and the team has no rule for. */
export function reportRules(current: readonly Rule[], staleAfterHours: number | undefined): Rule[] {
  const missing = SHOWN.filter((kind) => !current.some((rule) => rule.kind === kind)).map((kind) => ({ kind }));
  const rules = [...current, ...parseRules(missing)];
  if (staleAfterHours === undefined) return rules;
  return rules.map((rule) => (rule.kind === "stale_pr" ? { ...rule, older_than_hours: staleAfterHours } : rule));
}
