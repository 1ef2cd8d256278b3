import type { EvidenceRow } from "#domain/findings";
import { percentile } from "#domain/metrics/metric";
import type { Ageing } from "./ageing.ts";
import type { PastSprint } from "./past.ts";
import type { CarryOverRisk } from "./risks.ts";
import type { ScopeRow, SprintScope } from "./scope.ts";
import { predictabilityOf, type SprintSums, scopeChangeOf } from "./sums.ts";

export const VELOCITY_SPRINTS = 6;
export const PREDICTABILITY_SPRINTS = 5;

/** All that the figures of a sprint are counted from. */
export interface SprintMaterial {
  scope: SprintScope;
  sums: SprintSums;
  /** Of the same board, the latest first. */
  past: readonly PastSprint[];
  ageing: Ageing;
  risks: readonly CarryOverRisk[];
}

/**
 * A figure of a sprint. `sum`: of the values of the rows that count. `rate`: that sum divided by the sum of those that are
 * left out as “divided by”. `median`: of the values. `count`: rows.
 */
export interface SprintFigure {
  label: string;
  unit: "points" | "ratio" | "tickets";
  made: "sum" | "rate" | "median" | "count";
  formula: string;
  measure(material: SprintMaterial): number | null;
  rows(material: SprintMaterial): EvidenceRow[];
}

/** The reason that marks what a rate is divided by. */
export const DIVISOR = "divided by";

export const SPRINT_FIGURES = {
  committed: amount(
    "Committed",
    "committed",
    "Points of tickets that were in the sprint and unfinished before it began.",
  ),
  added: amount("Added", "added", "Points of tickets that came into the sprint after its start."),
  re_estimated: amount(
    "Re-estimated",
    "re_estimated",
    "What estimates changed by while their tickets were in and open.",
  ),
  removed: amount("Taken out", "removed", "Points of tickets that were taken out of the sprint unfinished."),
  dropped: amount("Dropped", "dropped", "Points of tickets that were given up in the sprint."),
  completed: amount("Done", "completed", "Points of tickets whose last step to done was in the sprint."),
  left: amount("Left", "left", "Points of tickets that are in the sprint and open."),
  scope_change: {
    ...{ label: "Scope change", unit: "ratio", made: "rate" },
    formula: "Points added, taken out and dropped ÷ points committed; tickets where nothing is estimated.",
    measure: ({ sums }) => scopeChangeOf(sums),
    rows: ({ scope, sums }) => scope.rows.flatMap((row) => toChange(row, unitOf(sums))),
  },
  done_of_committed: {
    ...{ label: "Done of committed", unit: "ratio", made: "rate" },
    formula: "Points done ÷ points committed; tickets where nothing is estimated. More than was committed can be done.",
    measure: ({ sums }) => predictabilityOf(sums),
    rows: ({ scope, sums }) => scope.rows.flatMap((row) => toKept(row, unitOf(sums))),
  },
  velocity: {
    ...{ label: "Velocity", unit: "points", made: "median" },
    formula: `Points completed in a sprint; median of the last ${VELOCITY_SPRINTS} of the board. Never of a person.`,
    measure: ({ past }) =>
      percentile(
        listVelocities(past).map(({ value }) => value ?? 0),
        0.5,
      ),
    rows: ({ past }) => listVelocities(past),
  },
  predictability: {
    ...{ label: "Predictability", unit: "ratio", made: "median" },
    formula: `Completed ÷ committed of a sprint; median of the last ${PREDICTABILITY_SPRINTS} of the board.`,
    measure: ({ past }) =>
      percentile(
        listPredictabilities(past).flatMap(({ value }) => value ?? []),
        0.5,
      ),
    rows: ({ past }) => listPredictabilities(past),
  },
  carry_over_risk: {
    ...{ label: "At risk to be carried over", unit: "tickets", made: "count" },
    formula:
      "Open tickets of the sprint that are blocked, older in progress than 85 % took, or without a pull request.",
    measure: ({ risks }) => risks.length,
    rows: ({ risks }) =>
      risks.map(({ row, reasons }) => toRow(row, { value: 1, included: true, reason: reasons.join(", ") })),
  },
  ageing: {
    ...{ label: "In progress for too long", unit: "tickets", made: "count" },
    formula: "Tickets in progress for longer than 85 % of those took that were finished in 90 days, or than 10 days.",
    measure: ({ ageing }) => ageing.rows.filter(({ isOld }) => isOld).length,
    rows: ({ ageing }) =>
      ageing.rows.map(({ history: { ticket }, since, isOld }) => ({
        ...{ subject: ticket.ref, title: ticket.title, url: ticket.url, value: 1, rule: "ageing", ended_at: null },
        ...{ started_at: toIso(since), included: isOld, reason: isOld ? "old" : "not old yet" },
      })),
  },
} satisfies Record<string, SprintFigure>;

export type SprintFigureName = keyof typeof SPRINT_FIGURES;
export const SPRINT_FIGURE_NAMES = Object.keys(SPRINT_FIGURES) as [SprintFigureName, ...SprintFigureName[]];

export function sprintFigure(name: SprintFigureName): SprintFigure {
  return SPRINT_FIGURES[name];
}

/** What sprints are counted in: tickets where nothing was estimated. */
function unitOf({ committed }: Pick<SprintSums, "committed">): "points" | "tickets" {
  return committed.points > 0 ? "points" : "tickets";
}

type AmountName = Exclude<keyof SprintSums, "unestimated">;

function amount(label: string, name: AmountName, formula: string): SprintFigure {
  return {
    ...{ label, unit: "points", made: "sum", formula },
    measure: ({ sums }) => sums[name].points,
    rows: ({ scope }) => scope.rows.map((row) => toAmount(row, name)),
  };
}

function toAmount(row: ScopeRow, name: AmountName): EvidenceRow {
  const { entry, ending, pointsAtEntry, pointsAtEnd } = row;
  if (name === "committed" || name === "added")
    return toRow(row, { value: pointsAtEntry, included: entry === name, reason: entry });
  if (name === "re_estimated") {
    const value = pointsAtEnd - pointsAtEntry;
    return toRow(row, { value, included: value !== 0, reason: value === 0 ? "as it was" : "another estimate" });
  }
  const wanted = name === "left" ? "open" : name;
  return toRow(row, { value: pointsAtEnd, included: ending === wanted, reason: ending });
}

function toChange(row: ScopeRow, unit: "points" | "tickets"): EvidenceRow[] {
  const { entry, ending } = row;
  const weigh = (points: number) => (unit === "points" ? points : 1);
  const came =
    entry === "added" ? [toRow(row, { value: weigh(row.pointsAtEntry), included: true, reason: "added" })] : [];
  const isGone = ending === "removed" || ending === "dropped";
  const gone = isGone ? [toRow(row, { value: weigh(row.pointsAtEnd), included: true, reason: ending })] : [];
  return [...came, ...gone, ...toDivisor(row, unit)];
}

function toKept(row: ScopeRow, unit: "points" | "tickets"): EvidenceRow[] {
  const value = unit === "points" ? row.pointsAtEnd : 1;
  const done = row.ending === "completed" ? [toRow(row, { value, included: true, reason: "completed" })] : [];
  return [...done, ...toDivisor(row, unit)];
}

function toDivisor(row: ScopeRow, unit: "points" | "tickets"): EvidenceRow[] {
  const value = unit === "points" ? row.pointsAtEntry : 1;
  return row.entry === "committed" ? [toRow(row, { value, included: false, reason: DIVISOR })] : [];
}

function listVelocities(past: readonly PastSprint[]): EvidenceRow[] {
  return past.slice(0, VELOCITY_SPRINTS).map((one) => toSprintRow(one, one.sums.completed.points));
}

function listPredictabilities(past: readonly PastSprint[]): EvidenceRow[] {
  return past.slice(0, PREDICTABILITY_SPRINTS).map((one) => toSprintRow(one, one.predictability));
}

function toSprintRow({ sprint, sums }: PastSprint, value: number | null): EvidenceRow {
  const { committed, completed } = sums;
  const reason = value === null ? "nothing was committed" : `${completed.points} of ${committed.points} points done`;
  return {
    ...{ subject: sprint.name, title: "", url: "", value, rule: "sprint", included: value !== null, reason },
    ...{ started_at: toIso(sprint.startedAt), ended_at: toIso(sprint.completedAt) },
  };
}

function toRow(row: ScopeRow, judged: Pick<EvidenceRow, "value" | "included" | "reason">): EvidenceRow {
  const { ref: subject, title, url } = row.ticket;
  const times = { started_at: toIso(row.enteredAt), ended_at: row.ending === "open" ? null : toIso(row.endedAt) };
  return { subject, title, url, ...judged, ...times, rule: "sprint" };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
