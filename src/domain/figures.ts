import { describeHours, describeInstant, HOUR_MS } from "#lib/time";
import type { Deployment } from "./delivery.ts";
import type { EvidenceRow } from "./findings.ts";
import { evaluationOf, type Observation } from "./observation.ts";
import type { PullRequest } from "./pull-request.ts";
import type { RuleKind } from "./rules.ts";

/**
 * The figures that reports print, each defined once: what it is called, how it is computed, and the rows it is computed
 * from. A figure is always the number of its included rows, so whoever recounts them finds it.
 */
export interface Figure {
  label: string;
  /** In words; the parameters are those of the rule that was asked. */
  formula(observation: Observation): string;
  /** Everything looked at, with what was left out and why; null where nothing could be measured. */
  rows(observation: Observation): EvidenceRow[] | null;
}

const DEPLOYMENT_WINDOW_MS = 24 * HOUR_MS;

export const FIGURES = {
  stale_pr_count: byRule(
    "Stale PRs",
    "stale_pr",
    ({ whose, hours }) =>
      `Open pull requests of ${whose}, not drafts, without a push, review, comment or reopening by a person for at least ${hours}.`,
  ),
  pr_without_review_count: byRule(
    "No Review",
    "pr_without_review",
    ({ whose, hours }) =>
      `Open pull requests of ${whose}, not drafts, that wait for a first review by somebody else for at least ${hours}.`,
  ),
  no_ticket_link_count: byRule(
    "No ticket",
    "no_ticket_link",
    ({ whose }) => `Open pull requests of ${whose}, not drafts, with no ticket key in title, branch, text or commits.`,
  ),
  wip_open_prs: byRule(
    "WIP",
    "wip_limit_exceeded",
    ({ whose }) => `Open pull requests of ${whose}, neither drafts nor held by a label.`,
  ),
  open_prs_total: {
    label: "Open PRs",
    formula: () => "Every open pull request, drafts and bots included.",
    rows: ({ open, asOf }) =>
      open.map((pull) => toRow(pull, { asOf, rule: "open_prs_total", included: true, reason: "open" })),
  },
  deployments_last_24h: {
    label: "Deploys 24h",
    formula: () => "Successful deployments to production that finished in the 24 hours before.",
    rows: (observation) =>
      observation.hasDeployments ? observation.deployments.map(toDeploymentRow(observation)) : null,
  },
  merged_count: {
    label: "Merged",
    formula: ({ since, scope }) =>
      `Pull requests merged since ${describeInstant(since, scope.calendar.zone)}, the start of the last working day.`,
    rows: ({ ended, asOf }) => ended.map((pull) => toRow(pull, { asOf, rule: "merged_count", ...judgeMerge(pull) })),
  },
} satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as [FigureName, ...FigureName[]];

/** The figure's value: how many of its rows count. Null when there is nothing to count from. */
export function measure(name: FigureName, observation: Observation): number | null {
  // Where no source has told anything yet, nothing was counted.
  const rows = observation.freshness.length === 0 ? null : FIGURES[name].rows(observation);
  return rows === null ? null : rows.filter(({ included }) => included).length;
}

function byRule(label: string, kind: RuleKind, formula: (words: RuleWords) => string): Figure {
  return {
    label,
    formula: (observation) => formula(describeRule(observation, kind)),
    rows: (observation) => evaluationOf(observation, kind)?.rows ?? null,
  };
}

interface RuleWords {
  whose: string;
  hours: string;
}

function describeRule(observation: Observation, kind: RuleKind): RuleWords {
  const rule = evaluationOf(observation, kind)?.rule;
  const whose = rule?.authors === "all" ? "people and bots" : "people";
  if (!rule || !("older_than_hours" in rule)) return { whose, hours: "the rule's time" };
  return { whose, hours: describeHours(rule.older_than_hours, rule.clock) };
}

interface Judgement {
  included: boolean;
  reason: string;
}

function judgeMerge({ state }: PullRequest): Judgement {
  return state === "merged" ? { included: true, reason: "merged" } : { included: false, reason: "closed unmerged" };
}

function toRow(
  pull: PullRequest,
  { asOf, rule, included, reason }: Judgement & { asOf: Date; rule: string },
): EvidenceRow {
  const endedAt = pull.mergedAt ?? pull.closedAt;
  const hours = ((endedAt ?? asOf).getTime() - pull.openedAt.getTime()) / HOUR_MS;
  const { subject, title, url } = pull;
  return {
    subject,
    title,
    url,
    value: Math.round(hours * 10) / 10,
    started_at: pull.openedAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    rule,
    included,
    reason,
  };
}

function toDeploymentRow({ asOf }: Observation) {
  return (deployment: Deployment): EvidenceRow => {
    const { subject, url, ref, environment, createdAt, finishedAt, status } = deployment;
    const isRecent = finishedAt !== null && asOf.getTime() - finishedAt.getTime() <= DEPLOYMENT_WINDOW_MS;
    const reason = status === "success" ? (isRecent ? "succeeded" : "earlier than 24 hours ago") : status;
    return {
      subject,
      title: `${ref} to ${environment}`,
      url,
      value: null,
      started_at: createdAt.toISOString(),
      ended_at: finishedAt?.toISOString() ?? null,
      rule: "deployments_last_24h",
      included: status === "success" && isRecent,
      reason,
    };
  };
}
