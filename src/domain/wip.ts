import type { Evaluation, EvidenceRow, Finding, SignalFacts, WipRow } from "./findings.ts";
import { excusedBy } from "./pull-request-rules.ts";
import type { RuleOf } from "./rules.ts";

export type WipRule = RuleOf<"wip_limit_exceeded">;

/** One row per scope whether it is over its limit or not; a finding only when it is. */
export function evaluateWip(facts: SignalFacts, rule: WipRule): Evaluation {
  const { scope } = facts;
  const rows = listWip(facts, rule);
  // What belongs to no team is nobody's to limit.
  if (scope.key === "") return { rule, rows, findings: [], wip: [] };

  const counted = rows.filter(({ included }) => included);
  const limit = scope.wipLimit ?? rule.limit;
  const subjects = counted.map(({ subject }) => subject);
  const wip = { scope: scope.key, wip: counted.length, limit, exceeded: counted.length > limit, subjects };
  return { rule, rows, findings: wip.exceeded ? [toFinding(facts, rule, { wip, counted })] : [], wip: [wip] };
}

/** What is work in progress, and what is open and is not: the one definition of it. */
export function listWip({ pullRequests, now }: SignalFacts, rule: WipRule): EvidenceRow[] {
  return pullRequests.map((pull) => {
    const excuse = excusedBy(pull, rule);
    const { subject, title, url } = pull;
    const span = { started_at: pull.openedAt.toISOString(), ended_at: now.toISOString() };
    const verdict = { included: excuse === undefined, reason: excuse ?? "in progress" };
    return { subject, title, url, value: 1, ...span, rule: rule.name, ...verdict };
  });
}

interface Counted {
  wip: WipRow;
  counted: EvidenceRow[];
}

function toFinding({ scope, now }: SignalFacts, { kind, name }: WipRule, { wip, counted }: Counted): Finding {
  // Of what is open now, the one too many is the one that came after the limit was reached.
  const starts = counted.map(({ started_at: at }) => at ?? "").sort();
  const since = new Date(starts[wip.limit] ?? now);
  const words = {
    subject: `team:${scope.key}`,
    title: scope.name,
    url: "",
    reason: `${wip.wip} pull requests are open, the limit is ${wip.limit}`,
  };
  const span = { started_at: since.toISOString(), ended_at: now.toISOString() };
  const evidence = { ...words, ...span, value: wip.wip, rule: name, included: true };
  const times = { since, crossedAt: since, ageMs: scope.calendar.workingMs(since, now) };
  return { ...words, ...times, kind, scope: scope.key, rule: name, value: wip.wip, owners: [], evidence };
}
