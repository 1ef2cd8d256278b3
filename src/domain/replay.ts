import { HOUR_MS } from "#lib/time";
import { evaluate } from "./evaluate.ts";
import type { EvaluationScope } from "./findings.ts";
import type { PullRequest, PullRequestHistory } from "./pull-request.ts";
import { pullRequestAt } from "./pull-request-at.ts";
import type { Rule } from "./rules.ts";

const STEPS_MAX = 24 * 366;

/** How a rule would have behaved. */
export interface Replay {
  rule: string;
  from: Date;
  to: Date;
  /** How often a signal would have been opened. */
  fired: number;
  /** On how many subjects. */
  subjects: string[];
  steps: number;
}

export interface ReplayOptions {
  from: Date;
  to: Date;
  scope: EvaluationScope;
  projectKeys?: string[];
  /** Steps of an hour are what the evaluator's timer comes to at most. */
  stepMs?: number;
}

/**
 * Goes through a stretch of time as the evaluator would have, and counts when the rule began to hold. Rules about
 * deployments and incidents fire once for each by their nature, so only pull requests are replayed.
 */
export function replayRule(histories: readonly PullRequestHistory[], rule: Rule, options: ReplayOptions): Replay {
  const { from, to, stepMs = HOUR_MS } = options;
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
  return { rule: rule.name, from, to, fired: total, subjects: [...fired.keys()].sort(), steps };
}

interface Moment extends ReplayOptions {
  now: Date;
}

function findAt(histories: readonly PullRequestHistory[], rule: Rule, moment: Moment): Set<string> {
  const { now, scope, projectKeys = [] } = moment;
  const alive = histories.filter(({ row }) => row.openedAt <= now && (row.closedAt === null || row.closedAt > now));
  const pullRequests = alive.map((history) => pullRequestAt(history, now)).filter(isOpen);
  const facts = { scope, pullRequests, failedDeployments: [], incidents: [], projectKeys, now };
  return new Set(evaluate(facts, [rule]).flatMap(({ findings }) => findings.map(({ subject }) => subject)));
}

function isOpen(pull: PullRequest | undefined): pull is PullRequest {
  return pull?.state === "open";
}
