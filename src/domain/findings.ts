import { z } from "zod";
import type { Calendar } from "#lib/calendar";
import type { Blocked } from "./acting/blocking.ts";
import type { Deployment, Incident } from "./delivery.ts";
import type { Team } from "./directory.ts";
import type { PullRequest } from "./pull-request.ts";
import type { Rule, RuleKind } from "./rules.ts";

/** One line of a figure's proof. Recounting the included rows gives the figure. */
export const EvidenceRow = z.object({
  subject: z.string(),
  title: z.string(),
  url: z.string(),
  /** In the unit of its rule: hours, lines, pull requests. */
  value: z.number().nullable(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  rule: z.string(),
  included: z.boolean(),
  reason: z.string(),
});
export type EvidenceRow = z.output<typeof EvidenceRow>;

/** Something a rule found at an instant. */
export interface Finding {
  kind: RuleKind;
  /** The team for what is a team's; empty for what belongs to its subject alone. */
  scope: string;
  subject: string;
  title: string;
  url: string;
  /** The rule's name. */
  rule: string;
  /** Since when its clock runs. */
  since: Date;
  /** When it became a finding: its rule's time after `since`, by its rule's clock. */
  crossedAt: Date;
  /** By the rule's clock; 0 where the rule has none. */
  ageMs: number;
  value: number;
  /** In words: "waiting 3 working days for a first review". */
  reason: string;
  /** Accounts whose next step it is; empty when it is the team's. */
  owners: string[];
  evidence: EvidenceRow;
}

export interface WipRow {
  scope: string;
  wip: number;
  limit: number;
  exceeded: boolean;
  subjects: string[];
}

export interface Evaluation {
  rule: Rule;
  /** Everything the rule looked at, also what it left out and why. */
  rows: EvidenceRow[];
  findings: Finding[];
  /** One row per scope, exceeded or not; empty for other kinds of rules. */
  wip: WipRow[];
}

/** What rules look at: the facts of one scope at one instant. */
export interface SignalFacts {
  scope: EvaluationScope;
  pullRequests: PullRequest[];
  failedDeployments: Deployment[];
  incidents: Incident[];
  /** Keys of known projects, such as "VIT"; while there are none, anything that looks like a key counts. */
  projectKeys?: readonly string[];
  /** What somebody said cannot go on, by subject. */
  blocked?: ReadonlyMap<string, Blocked>;
  /** Those of which the scope of everything is made: each is judged by its own calendar and its own limit. */
  teams?: readonly Team[];
  now: Date;
}

/** A team with its calendar, or what belongs to no team. */
export interface EvaluationScope {
  /** The team's key; "all" where there are no teams; empty for repositories without a team. */
  key: string;
  name: string;
  /** Null: every repository that no other scope has. */
  repositories: string[] | null;
  /** Overrides the limit of the rule. */
  wipLimit: number | null;
  calendar: Calendar;
}
