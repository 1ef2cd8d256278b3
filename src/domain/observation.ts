import type { Deployment, Freshness, Incident } from "./delivery.ts";
import type { Evaluation, EvaluationScope, EvidenceRow } from "./findings.ts";
import type { PullRequest } from "./pull-request.ts";
import type { RuleKind } from "./rules.ts";

/** What one team's reports see: its facts at one moment, judged by the rules. Nothing later than `asOf` shows. */
export interface Observation {
  scope: EvaluationScope;
  asOf: Date;
  /** The start of the last working day before: what "since yesterday" means on a Monday, too. */
  since: Date;
  /** Open at the moment, drafts and bots included. */
  open: PullRequest[];
  /** Merged or closed in [since, asOf). */
  ended: PullRequest[];
  /** Finished in production in [since or 24 h ago, whichever is earlier, asOf). */
  deployments: Deployment[];
  /** False while no deployment was ever heard of: then nothing can be counted, not even 0. */
  hasDeployments: boolean;
  failedDeployments: Deployment[];
  incidents: Incident[];
  evaluations: Evaluation[];
  /** What the people behind logins are called, where they are known. */
  names: ReadonlyMap<string, string>;
  freshness: Freshness[];
}

/** The first evaluation of a kind; the rules of a report have one of each kind it shows. */
export function evaluationOf(
  { evaluations }: Pick<Observation, "evaluations">,
  kind: RuleKind,
): Evaluation | undefined {
  return evaluations.find(({ rule }) => rule.kind === kind);
}

/** What the first evaluation of a kind found, what waits longest first. */
export function topOf(observation: Pick<Observation, "evaluations">, kind: RuleKind, limit: number): EvidenceRow[] {
  const rows = evaluationOf(observation, kind)?.rows.filter(({ included }) => included) ?? [];
  return rows.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, limit);
}
