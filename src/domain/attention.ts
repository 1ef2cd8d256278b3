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
  /** The one that decides the score first. */
  reasons: string[];
  kinds: RuleKind[];
  /** Working hours since the deciding reason began. */
  waitedHours: number;
  since: Date;
  nextStep: string;
  /** Accounts whose step it is; empty when it is the team's. */
  owners: string[];
}

export interface Weight {
  base: number;
  /** From this much working time on the reason counts more, up to twice; without it age does not matter. */
  targetMs?: number;
  /** What each day adds, and all of them at most. */
  perDay?: { points: number; max: number };
  nextStep: string;
}

export const WEIGHTS: Record<RuleKind, Weight> = {
  open_incident: { base: 100, nextStep: "catch up, assign" },
  failed_deployment: { base: 90, nextStep: "roll back or fix" },
  blocked_pr: { base: 80, perDay: { points: 10, max: 50 }, nextStep: "clear the way" },
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

/** What is blocked is not idle: of these nobody hears beside the reason why it cannot go on. */
export const IDLE_KINDS: ReadonlySet<string> = new Set<RuleKind>([
  "stale_pr",
  "pr_without_review",
  "changes_requested_idle",
]);

/** One finding with what it weighs. */
export interface Weighed {
  finding: Finding;
  /** In working time, whatever the clock of its rule. */
  ageMs: number;
  score: number;
}

/** One line per subject, the neediest first. Ties: the older first, then by subject. */
export function rankAttention(findings: readonly Finding[], calendar: Calendar, now: Date): AttentionItem[] {
  const weighed = findings.map((finding) => weigh(finding, calendar, now));
  const groups = [...Map.groupBy(weighed, ({ finding }) => finding.subject).values()].map(withoutIdle);
  const sorted = groups.map((group) => group.toSorted(compare)).sort(compareFirsts);
  return sorted.flatMap((group, index) => toItem(group, index + 1));
}

function withoutIdle(group: Weighed[]): Weighed[] {
  const isBlocked = group.some(({ finding }) => finding.kind === "blocked_pr");
  return isBlocked ? group.filter(({ finding }) => !IDLE_KINDS.has(finding.kind)) : group;
}

/** base × clamp(age ÷ target, 1, 2) + what each day adds, to a tenth. */
export function weigh(finding: Finding, calendar: Calendar, now: Date): Weighed {
  const { base, targetMs, perDay } = WEIGHTS[finding.kind];
  const ageMs = calendar.workingMs(finding.since, now);
  const factor = targetMs === undefined ? 1 : Math.min(2, Math.max(1, ageMs / targetMs));
  const bonus = perDay ? Math.min(perDay.max, perDay.points * Math.floor(ageMs / DAY_MS)) : 0;
  return { finding, ageMs, score: Math.round((base * factor + bonus) * 10) / 10 };
}

function toItem(group: Weighed[], rank: number): AttentionItem[] {
  const [first] = group;
  if (!first) return [];
  const { subject, title, url, kind, owners, since } = first.finding;
  const reasons = [...new Set(group.map(({ finding }) => finding.reason))];
  const kinds = [...new Set(group.map(({ finding }) => finding.kind))];
  const waitedHours = Math.round((first.ageMs / HOUR_MS) * 10) / 10;
  const { nextStep } = WEIGHTS[kind];
  return [{ rank, subject, title, url, score: first.score, reasons, kinds, waitedHours, since, nextStep, owners }];
}

function compareFirsts([a]: Weighed[], [b]: Weighed[]): number {
  return a && b ? compare(a, b) : 0;
}

function compare(a: Weighed, b: Weighed): number {
  return (
    leadOf(a) - leadOf(b) ||
    b.score - a.score ||
    a.finding.since.getTime() - b.finding.since.getTime() ||
    compareText(a.finding.subject, b.finding.subject) ||
    compareText(a.finding.kind, b.finding.kind)
  );
}

function leadOf({ finding }: Weighed): number {
  const place = LEADING.indexOf(finding.kind);
  return place === -1 ? LEADING.length : place;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
