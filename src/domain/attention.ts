import type { Calendar } from "#lib/calendar";
import { DAY_MS, HOUR_MS } from "#lib/time";
import type { Finding } from "./findings.ts";
import type { RuleKind } from "./rules.ts";

/** What one subject needs, and why it stands where it stands. */
export interface AttentionItem {
  rank: number;
  subject: string;
  title: string;
  url: string;
  score: number;
  /** The one that decided the score first. */
  reasons: string[];
  kinds: RuleKind[];
  /** Working hours since the deciding reason began. */
  waitedHours: number;
  since: Date;
  nextStep: string;
  /** Accounts whose step it is; empty when it is the team's. */
  owners: string[];
}

interface Weight {
  base: number;
  /** After this much working time the reason counts more, up to twice. */
  targetMs?: number;
  nextStep: string;
}

export const WEIGHTS: Record<RuleKind, Weight> = {
  open_incident: { base: 100, nextStep: "catch up, assign" },
  failed_deployment: { base: 90, nextStep: "roll back or fix" },
  changes_requested_idle: { base: 50, targetMs: 2 * DAY_MS, nextStep: "push the changes asked for" },
  approved_not_merged: { base: 45, targetMs: DAY_MS, nextStep: "merge" },
  pr_without_review: { base: 40, targetMs: 12 * HOUR_MS, nextStep: "review" },
  red_checks: { base: 35, targetMs: DAY_MS, nextStep: "mend the checks" },
  stale_pr: { base: 30, targetMs: 2 * DAY_MS, nextStep: "move on or close" },
  wip_limit_exceeded: { base: 25, nextStep: "finish before starting" },
  large_pr: { base: 10, nextStep: "split" },
  no_ticket_link: { base: 10, nextStep: "link a ticket" },
};

/** These stand before everything else, in this order, whatever the scores say. */
const LEADING: RuleKind[] = ["open_incident", "failed_deployment"];

/** One line per subject, the neediest first. Ties: the older, then by subject. */
export function rankAttention(findings: readonly Finding[], calendar: Calendar, now: Date): AttentionItem[] {
  const bySubject = new Map<string, Weighed[]>();
  for (const finding of findings) {
    const weighed = weigh(finding, calendar, now);
    const known = bySubject.get(finding.subject);
    if (known) known.push(weighed);
    else bySubject.set(finding.subject, [weighed]);
  }
  const items = [...bySubject.values()].map(toItem).sort(compare);
  return items.map((item, index) => ({ ...item, rank: index + 1 }));
}

export interface Weighed {
  finding: Finding;
  ageMs: number;
  score: number;
}

/** `score = base × clamp(age ÷ target, 1, 2)`, the age in working time. */
export function weigh(finding: Finding, calendar: Calendar, now: Date): Weighed {
  const { base, targetMs } = WEIGHTS[finding.kind];
  const ageMs = calendar.workingMs(finding.since, now);
  const factor = targetMs === undefined ? 1 : Math.min(2, Math.max(1, ageMs / targetMs));
  return { finding, ageMs, score: Math.round(base * factor * 10) / 10 };
}

function toItem(weighed: Weighed[]): AttentionItem {
  const sorted = weighed.toSorted((a, b) => leadOf(a.finding) - leadOf(b.finding) || b.score - a.score);
  const [first] = sorted;
  if (!first) throw new Error("A subject without findings needs no attention.");
  const { subject, title, url, since, owners, kind } = first.finding;
  return {
    ...{ rank: 0, subject, title, url, since, owners },
    score: first.score,
    reasons: [...new Set(sorted.map(({ finding }) => finding.reason))],
    kinds: [...new Set(sorted.map(({ finding }) => finding.kind))],
    waitedHours: Math.round((first.ageMs / HOUR_MS) * 10) / 10,
    nextStep: WEIGHTS[kind].nextStep,
  };
}

function leadOf({ kind }: Pick<Finding, "kind">): number {
  const place = LEADING.indexOf(kind);
  return place === -1 ? LEADING.length : place;
}

function compare(a: AttentionItem, b: AttentionItem): number {
  return (
    firstLead(a) - firstLead(b) ||
    b.score - a.score ||
    a.since.getTime() - b.since.getTime() ||
    (a.subject < b.subject ? -1 : 1)
  );
}

function firstLead({ kinds }: AttentionItem): number {
  return Math.min(...kinds.map((kind) => leadOf({ kind })));
}
