import { HOUR_MS } from "#lib/time";
import type { Team } from "./directory.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluationScope } from "./findings.ts";
import type { PullRequest, PullRequestHistory } from "./pull-request.ts";
import { pullRequestAt } from "./pull-request-at.ts";
import type { Rule, RuleKind } from "./rules.ts";

const STEPS_MAX = 24 * 366;
/** They fire once for each failure and each incident by their nature, and are not made of pull requests. */
const NOT_REPLAYED: RuleKind[] = ["failed_deployment", "open_incident"];

/** How a rule would have behaved. */
export interface Replay {
  rule: string;
  kind: RuleKind;
  from: Date;
  to: Date;
  /** How often a signal would have been opened; null where that cannot be replayed. */
  fired: number | null;
  /** On which subjects. */
  subjects: string[];
  steps: number;
}

export interface ReplayOptions {
  from: Date;
  to: Date;
  scope: EvaluationScope;
  /** Of which the scope of everything is made. */
  teams?: readonly Team[];
  projectKeys?: string[];
  /** Steps of an hour are what the evaluator's timer comes to at most. */
  stepMs?: number;
}

/** Goes through a stretch of time as the evaluator would have, and counts when the rule began to hold. */
export function replayRule(histories: readonly PullRequestHistory[], rule: Rule, options: ReplayOptions): Replay {
  const { from, to, stepMs = HOUR_MS } = options;
  const about = { rule: rule.name, kind: rule.kind, from, to };
  if (NOT_REPLAYED.includes(rule.kind)) return { ...about, fired: null, subjects: [], steps: 0 };
  const stride = Math.max(stepMs, Math.ceil((to.getTime() - from.getTime()) / STEPS_MAX));
  const fired = new Map<string, number>();
  let before = new Set<string>();
  let steps = 0;
  for (let at = from.getTime(); at < to.getTime(); at += stride) {
    const found = findAt(histories, rule, { ...options, now: new Date(at) });
    for (const subject of found) if (!before.has(subject)) fired.set(subject, (fired.get(subject) ?? 0) + 1);
    before = found;
    steps++;
  }
  const total = [...fired.values()].reduce((sum, times) => sum + times, 0);
  return { ...about, fired: total, subjects: [...fired.keys()].sort(), steps };
}

interface Moment extends ReplayOptions {
  now: Date;
}

function findAt(histories: readonly PullRequestHistory[], rule: Rule, moment: Moment): Set<string> {
  const { now, scope, teams = [], projectKeys = [] } = moment;
  const alive = histories.filter(({ row }) => row.openedAt <= now && (row.closedAt === null || row.closedAt > now));
  const pullRequests = alive.map((history) => pullRequestAt(history, now)).filter(isOpen);
  const facts = { scope, teams, pullRequests, failedDeployments: [], incidents: [], projectKeys, now };
  return new Set(evaluate(facts, [rule]).flatMap(({ findings }) => findings.map(({ subject }) => subject)));
}

function isOpen(pull: PullRequest | undefined): pull is PullRequest {
  return pull?.state === "open";
}
