import { z } from "zod";
import { rankAttention } from "#domain/attention";
import { AttentionEntry, toEntry } from "#domain/attention-entry";
import { measure } from "#domain/figures";
import { evaluationOf, type Observation } from "#domain/observation";
import { ReportHeader } from "#domain/report-header";
import type { RuleKind } from "#domain/rules";
import type { Signal } from "#domain/signals";

const TOP_MAX = 5;

export const TriageReport = ReportHeader.extend({
  items: z.array(
    AttentionEntry.extend({
      /** Of the signal that ranks it; null for a moment in the past, and until the rules were evaluated. */
      signal_id: z.string().nullable(),
      /** Its condition began to hold since the last working day. */
      is_new: z.boolean(),
    }),
  ),
  items_total: z.number(),
  /** About now, so that a person can act on its lines; a moment in the past can only be read. */
  is_live: z.boolean(),
  /** Findings by kind, hidden ones included. */
  counts: z.record(z.string(), z.number()),
  hidden: z.object({ bots: z.number(), drafts: z.number(), snoozed: z.number(), done: z.number() }),
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
  isLive: boolean;
  /** What is known of these conditions now; empty for a moment in the past. */
  signals: readonly Signal[];
  limit: number;
}

/** Ranks what needs somebody. Pure: the same observation and signals give the same report. */
export function makeTriage(observation: Observation, { header, isLive, signals, limit }: TriageOptions): TriageReport {
  const findings = observation.evaluations.flatMap((evaluation) => evaluation.findings);
  const states = Map.groupBy(signals, ({ subject }) => subject);
  const lines = rankAttention(findings, observation.scope.calendar, observation.asOf).map((item) =>
    toEntry(item, observation.names),
  );
  const shown = lines.filter(({ subject }) => !isHidden(states.get(subject)));
  const staleRule = evaluationOf(observation, "stale_pr")?.rule;

  return {
    ...header,
    items: shown.slice(0, limit).map((item, index) => {
      const signal = states.get(item.subject)?.find(({ kind }) => kind === item.kind);
      const since = findings.find(({ subject, kind }) => subject === item.subject && kind === item.kind)?.since;
      return { ...item, rank: index + 1, signal_id: signal?.id ?? null, is_new: isNew(observation, item, since) };
    }),
    items_total: shown.length,
    is_live: isLive,
    counts: countBy(findings.map(({ kind }) => kind)),
    hidden: {
      bots: observation.open.filter(({ authorKind }) => authorKind === "bot").length,
      drafts: observation.open.filter(({ authorKind, isDraft }) => authorKind === "human" && isDraft).length,
      snoozed: lines.filter(({ subject }) => isAll(states.get(subject), ["snoozed"])).length,
      done: lines.filter(({ subject }) => isHidden(states.get(subject)) && !isAll(states.get(subject), ["snoozed"]))
        .length,
    },
    open_prs_total: measure("open_prs_total", observation),
    older_than_hours: staleRule && "older_than_hours" in staleRule ? staleRule.older_than_hours : null,
    stale_pr_count: measure("stale_pr_count", observation),
    stale_pr_top: topOf(observation, "stale_pr"),
    pr_without_review_count: measure("pr_without_review_count", observation),
    pr_without_review_top: topOf(observation, "pr_without_review"),
  };
}

/** Everything known about the subject was put aside: snoozed, or settled by a person. */
function isHidden(signals: readonly Signal[] | undefined): boolean {
  return isAll(signals, ["snoozed", "resolved"]);
}

function isAll(signals: readonly Signal[] | undefined, states: readonly string[]): boolean {
  return signals !== undefined && signals.length > 0 && signals.every(({ state }) => states.includes(state));
}

/** It began to wait too long since the last working day, by the clock of the rule that ranks it. */
function isNew({ asOf, since }: Observation, item: { waited_hours: number }, from: Date | undefined): boolean {
  return from !== undefined && (from >= since || item.waited_hours * 3_600_000 <= asOf.getTime() - since.getTime());
}

function topOf(observation: Observation, kind: RuleKind): string[] {
  const rows = evaluationOf(observation, kind)?.rows.filter(({ included }) => included) ?? [];
  return rows
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .slice(0, TOP_MAX)
    .map(({ subject }) => subject);
}

function countBy(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
