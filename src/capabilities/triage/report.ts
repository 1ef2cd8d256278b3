import { z } from "zod";
import { type AttentionItem, rankAttention } from "#domain/attention";
import { AttentionEntry, toEntry } from "#domain/attention-entry";
import { Trust } from "#domain/evaluation-trust";
import { measure } from "#domain/figures";
import type { Finding } from "#domain/findings";
import { evaluationOf, type Observation, topOf } from "#domain/observation";
import { type PutAside, putAsideBy } from "#domain/put-aside";
import { ReportHeader } from "#domain/report-header";
import { type Known, NOTHING, Offers, offersFor } from "./offers.ts";
import { keepTheirs, type Viewer } from "./viewer.ts";

const TOP_MAX = 5;

export const TriageReport = ReportHeader.extend({
  ...Trust.shape,
  /** Set when it is about what needs one person alone. */
  mine: z
    .object({
      /** Without a GitHub account of theirs nobody can tell what needs them. */
      has_account: z.boolean(),
      /** The teams they are in. */
      teams: z.array(z.object({ key: z.string(), name: z.string() })),
    })
    .nullable(),
  items: z.array(
    AttentionEntry.extend({
      /** Of the signal that ranks it; null for a moment in the past, and until the rules were evaluated. */
      signal_id: z.string().nullable(),
      /** It became something that needs somebody since the last working day. */
      is_new: z.boolean(),
      offers: Offers,
    }),
  ),
  items_total: z.number(),
  /** Findings by kind, hidden ones included. */
  counts: z.record(z.string(), z.number()),
  hidden: z.object({ bots: z.number(), drafts: z.number(), snoozed: z.number(), done: z.number() }),
  /** Messages that were not sent because their readers had enough of them. */
  held_back: z.array(z.object({ subject: z.string(), words: z.string() })),
  open_prs_total: z.number().nullable(),
  older_than_hours: z.number().nullable(),
  stale_pr_count: z.number().nullable(),
  stale_pr_top: z.array(z.string()),
  pr_without_review_count: z.number().nullable(),
  pr_without_review_top: z.array(z.string()),
});
export type TriageReport = z.output<typeof TriageReport>;

export interface TriageOptions {
  header: ReportHeader;
  trust: Trust;
  /** What people have said of these conditions; empty for a moment in the past. */
  aside: PutAside;
  viewer: Viewer | undefined;
  /** Undefined for a moment in the past, about which nothing can be done. */
  known: Known | undefined;
  limit: number;
}

/** Ranks what needs somebody. Pure: the same observation and signals give the same report. */
export function makeTriage(observation: Observation, options: TriageOptions): TriageReport {
  const { header, trust, aside, viewer, known, limit } = options;
  const all = observation.evaluations.flatMap((evaluation) => evaluation.findings);
  const { findings, open, rank } = keepTheirs(viewer, { findings: all, open: observation.open });
  const judged = findings.map((finding) => ({ finding, by: putAsideBy(aside, finding) }));
  const visible = judged.flatMap(({ finding, by }) => (by ? [] : [finding]));
  const lines = rank(rankAttention(visible, observation.scope.calendar, observation.asOf));
  const staleRule = evaluationOf(observation, "stale_pr")?.rule;

  return {
    ...header,
    ...trust,
    mine: viewer ? { has_account: viewer.logins.size > 0, teams: viewer.teams } : null,
    items: lines.slice(0, limit).map((item, index) => {
      const entry = toEntry({ ...item, rank: index + 1 }, observation.names);
      const pull = open.find(({ subject }) => subject === item.subject);
      const offers = known ? offersFor(entry, pull, known) : NOTHING;
      return { ...entry, ...describeRanking(item, { findings: visible, aside, since: observation.since }), offers };
    }),
    held_back: listHeldBack(known, new Set(visible.map(({ subject }) => subject))),
    items_total: lines.length,
    counts: countBy(findings.map(({ kind }) => kind)),
    hidden: {
      bots: open.filter(({ authorKind }) => authorKind === "bot").length,
      drafts: open.filter(({ authorKind, isDraft }) => authorKind === "human" && isDraft).length,
      ...countHidden(judged),
    },
    open_prs_total: measure("open_prs_total", observation),
    older_than_hours: staleRule && "older_than_hours" in staleRule ? staleRule.older_than_hours : null,
    stale_pr_count: measure("stale_pr_count", observation),
    stale_pr_top: topOf(observation, "stale_pr", TOP_MAX).map(({ subject }) => subject),
    pr_without_review_count: measure("pr_without_review_count", observation),
    pr_without_review_top: topOf(observation, "pr_without_review", TOP_MAX).map(({ subject }) => subject),
  };
}

function listHeldBack(known: Known | undefined, subjects: ReadonlySet<string>): TriageReport["held_back"] {
  const bySubject = new Map((known?.heldBack ?? []).map(({ subject, words }) => [subject, { subject, words }]));
  return [...bySubject.values()].filter(({ subject }) => subjects.has(subject));
}

interface Ranking {
  findings: readonly Finding[];
  aside: PutAside;
  since: Date;
}

/** What there is to say of the reason that ranks a line. It is new if no rule had found it before the last working day. */
function describeRanking({ subject, kinds: [kind] }: AttentionItem, { findings, aside, since }: Ranking) {
  const deciding = findings.filter((finding) => finding.subject === subject && finding.kind === kind);
  const signal = aside.signals.find(
    (known) => known.subject === subject && known.kind === kind && known.state !== "resolved",
  );
  return { signal_id: signal?.id ?? null, is_new: deciding.every(({ crossedAt }) => crossedAt >= since) };
}

/** Subjects of which nothing is left to see: all of it snoozed, or some of it done. */
function countHidden(judged: readonly { finding: Finding; by: ReturnType<typeof putAsideBy> }[]) {
  const bySubject = [...Map.groupBy(judged, ({ finding }) => finding.subject).values()];
  const hidden = bySubject.filter((group) => group.every(({ by }) => by !== undefined));
  const snoozed = hidden.filter((group) => group.every(({ by }) => by === "snoozed")).length;
  return { snoozed, done: hidden.length - snoozed };
}

function countBy(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
