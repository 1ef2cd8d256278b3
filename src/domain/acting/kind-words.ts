import type { RuleKind } from "../rules.ts";

/** What a kind of signal says of its subject; without a word of anybody else's. */
const WORDS: Record<RuleKind, string> = {
  open_incident: "is an open incident",
  failed_deployment: "failed to deploy",
  blocked_pr: "is blocked",
  changes_requested_idle: "waits for the changes that were asked for",
  approved_not_merged: "is approved and not merged",
  pr_without_review: "waits for a first review",
  red_checks: "has failing checks",
  stale_pr: "has not moved",
  wip_limit_exceeded: "has more open than its limit",
  large_pr: "is large",
  no_ticket_link: "names no ticket",
};

export function describeKind(kind: string): string {
  return WORDS[kind as RuleKind] ?? "needs somebody";
}
