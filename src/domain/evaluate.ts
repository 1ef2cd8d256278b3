import type { Calendar } from "#lib/calendar";
import { HOUR_MS } from "#lib/time";
import type { Evaluation, EvaluationScope, EvidenceRow, Finding, SignalFacts } from "./findings.ts";
import type { PullRequest } from "./pull-request.ts";
import { excusedBy, type PullRequestKind, pullRequestRules, type Verdict } from "./pull-request-rules.ts";
import type { Rule, RuleOf } from "./rules.ts";
import { limitedScopes, toScopes } from "./scopes.ts";
import { evaluateWip, listWip } from "./wip.ts";

/**
 * What the rules find in the facts of one scope. Pure. Each evaluation also lists what its rule looked at and left out,
 * so that counting the included rows gives the number that is reported.
 */
export function evaluate(facts: SignalFacts, rules: readonly Rule[]): Evaluation[] {
  const { teams = [], ...whole } = facts;
  return rules.map((rule) => (teams.length > 0 ? evaluateParts(facts, rule) : evaluateRule(whole, rule)));
}

/** The whole as its teams would find it: each thing by the calendar of its team, and the limit of each. */
function evaluateParts(facts: SignalFacts, rule: Rule): Evaluation {
  const { teams = [], scope, pullRequests, failedDeployments, incidents } = facts;
  const { zone } = scope.calendar;
  if (rule.kind === "wip_limit_exceeded") {
    const limited = limitedScopes(teams, zone).map((part) => evaluateWip(narrow(facts, part), rule));
    return { ...join(rule, limited), rows: listWip(facts, rule) };
  }
  const repositories = [...pullRequests, ...failedDeployments, ...incidents].map(({ repo }) => repo);
  const parts = toScopes(teams, [...new Set(repositories)], zone);
  return join(
    rule,
    parts.map((part) => evaluateRule(narrow(facts, part), rule)),
  );
}

function join(rule: Rule, parts: readonly Evaluation[]): Evaluation {
  return {
    rule,
    rows: parts.flatMap(({ rows }) => rows),
    findings: parts.flatMap(({ findings }) => findings),
    wip: parts.flatMap(({ wip }) => wip),
  };
}

/** The facts of one of the scopes that the whole is made of. */
function narrow({ teams: _, ...facts }: SignalFacts, scope: EvaluationScope): SignalFacts {
  const own = new Set(scope.repositories);
  const isIn = ({ repo }: { repo: string }) => scope.repositories === null || own.has(repo);
  return {
    ...facts,
    scope,
    pullRequests: facts.pullRequests.filter(isIn),
    failedDeployments: facts.failedDeployments.filter(isIn),
    incidents: facts.incidents.filter(isIn),
  };
}

function evaluateRule(facts: SignalFacts, rule: Rule): Evaluation {
  switch (rule.kind) {
    case "wip_limit_exceeded":
      return evaluateWip(facts, rule);
    case "failed_deployment":
      return evaluateDeployments(facts, rule);
    case "open_incident":
      return evaluateIncidents(facts, rule);
    default:
      return evaluatePullRequests(facts, rule);
  }
}

function evaluatePullRequests(facts: SignalFacts, rule: RuleOf<PullRequestKind>): Evaluation {
  const judge = pullRequestRules[rule.kind] as (pull: PullRequest, rule: Rule, facts: SignalFacts) => Verdict;
  const now = facts.now.toISOString();
  const judged = facts.pullRequests.map((pull): Judged => {
    const excuse = excusedBy(pull, rule);
    const found = judge(pull, rule, facts);
    const verdict = excuse === undefined ? found : { ...found, isFound: false, reason: excuse };
    return { pull, verdict, row: toRow(pull, verdict, { rule: rule.name, now }) };
  });
  const findings = judged.filter(({ verdict }) => verdict.isFound).map((one) => toFinding(facts, rule, one));
  const rows = judged.map(({ row }) => row);
  return { rule, rows, findings: "limit" in rule ? findings.slice(0, rule.limit) : findings, wip: [] };
}

interface Judged {
  pull: PullRequest;
  verdict: Verdict;
  row: EvidenceRow;
}

function toFinding(facts: SignalFacts, rule: Rule, { pull, verdict, row }: Judged): Finding {
  const { subject, title, url } = pull;
  const { since, ageMs, value, reason, owners } = verdict;
  const found = {
    kind: rule.kind,
    scope: "",
    subject,
    title,
    url,
    rule: rule.name,
    since,
    crossedAt: crossingOf(rule, since, facts.scope.calendar),
    ageMs,
    value,
    reason,
    owners,
  };
  return { ...found, evidence: row };
}

/** When the rule's clock reached the rule's time. */
function crossingOf(rule: Rule, since: Date, calendar: Calendar): Date {
  if (!("older_than_hours" in rule)) return since;
  const ms = rule.older_than_hours * HOUR_MS;
  return rule.clock === "wall" ? new Date(since.getTime() + ms) : calendar.afterWorking(since, ms);
}

function toRow(
  { subject, title, url }: PullRequest,
  { value, since, isFound, reason }: Verdict,
  { rule, now }: { rule: string; now: string },
): EvidenceRow {
  const span = { started_at: since.toISOString(), ended_at: now };
  return { subject, title, url, value, ...span, rule, included: isFound, reason };
}

function evaluateDeployments(facts: SignalFacts, rule: Rule): Evaluation {
  const findings = facts.failedDeployments.map((failed) => {
    const { subject, url, ref, repo, environment, creator, createdAt, finishedAt } = failed;
    const title = `${repo} ${ref} to ${environment}`;
    const owners = creator ? [creator] : [];
    const reason = "failed, and nothing has succeeded on its line since";
    return toEvent(facts, rule, { subject, url, title, since: finishedAt ?? createdAt, reason, owners });
  });
  return { rule, rows: findings.map(({ evidence }) => evidence), findings, wip: [] };
}

function evaluateIncidents(facts: SignalFacts, rule: Rule): Evaluation {
  const findings = facts.incidents.map(({ subject, url, title, openedAt, assignees }) =>
    toEvent(facts, rule, { subject, url, title, since: openedAt, reason: "open incident", owners: assignees }),
  );
  return { rule, rows: findings.map(({ evidence }) => evidence), findings, wip: [] };
}

type Happened = Pick<Finding, "subject" | "url" | "title" | "since" | "reason" | "owners">;

function toEvent({ scope, now }: SignalFacts, rule: Rule, happened: Happened): Finding {
  const { subject, url, title, since, reason } = happened;
  const wallMs = Math.max(0, now.getTime() - since.getTime());
  const ageMs = rule.clock === "wall" ? wallMs : scope.calendar.workingMs(since, now);
  const value = Math.round((wallMs / HOUR_MS) * 10) / 10;
  const span = { started_at: since.toISOString(), ended_at: now.toISOString() };
  const evidence = { subject, title, url, value, ...span, rule: rule.name, included: true, reason };
  return { ...happened, crossedAt: since, kind: rule.kind, scope: "", rule: rule.name, ageMs, value, evidence };
}
