import { PREDICTABILITY_SPRINTS, VELOCITY_SPRINTS } from "#domain/sprints/figures";
import { blockedSince } from "#domain/sprints/health";
import type { ScopeRow } from "#domain/sprints/scope";
import type { Sprint } from "#domain/tickets/ticket";
import { DAY_MS } from "#lib/time";
import type { SprintReport } from "./fields.ts";
import type { Gathered, Known } from "./gather.ts";
import { round, toAmounts, toSpread, toTicket } from "./parts.ts";

const LISTED_MAX = 20;
const AGEING_MAX = 5;

type Part = Pick<
  SprintReport,
  | "sprint"
  | "points"
  | "counts"
  | "scope_change"
  | "burndown"
  | "forecast"
  | "carry_over_risk"
  | "carry_over_risk_total"
  | "aging_wip"
  | "aging_limit"
  | "velocity"
  | "predictability"
>;

/** What is said of the sprint itself; nulls where there is none. */
export function describeSprint(gathered: Gathered): Part {
  const { known, board } = gathered;
  if (!known || typeof board.choice === "string") return { ...NOTHING, forecast: noForecast("there is no sprint") };
  const { health, material, burndown } = known;
  const { choice } = board;
  const { risks } = material;
  return {
    sprint: toSprint(choice.sprint, { known, ...choice }),
    points: toAmounts(health.sums, "points"),
    counts: { ...toAmounts(health.sums, "tickets"), unestimated: health.sums.unestimated },
    scope_change: toScopeChange(health.scopeChange, health.scope.rows),
    burndown,
    forecast: choice.isRunning ? toForecast(gathered, known) : noForecast("the sprint is over"),
    carry_over_risk: choice.isRunning
      ? risks.slice(0, LISTED_MAX).map(({ row, reasons }) => ({ ...toTicket(row.ticket), reasons }))
      : null,
    carry_over_risk_total: choice.isRunning ? risks.length : null,
    ...toAgeing(gathered, known),
    ...toPast(known),
  };
}

const NOTHING = {
  ...{ sprint: null, points: null, counts: null, scope_change: null, burndown: null, carry_over_risk: null },
  ...{ carry_over_risk_total: null, aging_wip: null, aging_limit: null, velocity: null, predictability: null },
};

function noForecast(reason: string): SprintReport["forecast"] {
  return { by_end: null, rest_done: null, reason };
}

interface Standing {
  known: Known;
  isRunning: boolean;
  beside: string[];
}

function toSprint(sprint: Sprint, { known, isRunning, beside }: Standing): SprintReport["sprint"] {
  const { workingDaysLeft, elapsed, doneShare, scope } = known.health;
  const { id, name, goal, endsAt, completedAt } = sprint;
  return {
    ...{ id, name, goal, is_running: isRunning, beside },
    ...{ started_at: toIso(scope.startedAt) ?? "", ends_at: toIso(endsAt), completed_at: toIso(completedAt) },
    ...{ working_days_left: isRunning ? workingDaysLeft : null, elapsed: round(elapsed), done_share: round(doneShare) },
  };
}

function toScopeChange(ratio: number | null, rows: readonly ScopeRow[]): SprintReport["scope_change"] {
  const list = (test: (row: ScopeRow) => boolean) =>
    rows
      .filter(test)
      .slice(0, LISTED_MAX)
      .map(({ ticket }) => toTicket(ticket));
  return {
    ratio: round(ratio),
    added: list(({ entry }) => entry === "added"),
    removed: list(({ ending }) => ending === "removed"),
    dropped: list(({ ending }) => ending === "dropped"),
  };
}

/** Working days from now as the dates on which they end. */
function toForecast({ scope, asOf }: Gathered, { health }: Known): SprintReport["forecast"] {
  const { forecast } = health;
  if (typeof forecast === "string") return noForecast(forecast);
  const { calendar } = scope;
  const dateIn = (days: number | null) =>
    days === null ? null : calendar.localDate(calendar.afterWorking(asOf, days * DAY_MS));
  const { p50, p85 } = forecast.rest_done;
  return { by_end: forecast.by_end, rest_done: { p50: dateIn(p50), p85: dateIn(p85) }, reason: null };
}

function toAgeing({ asOf }: Gathered, { material }: Known): Pick<Part, "aging_wip" | "aging_limit"> {
  const { rows, limitMs, n } = material.ageing;
  const toDays = (ms: number) => Math.round((ms / DAY_MS) * 10) / 10;
  const top = rows.slice(0, AGEING_MAX).map(({ history, ageMs, isOld }) => ({
    ...{ ...toTicket(history.ticket), days: toDays(ageMs), is_old: isOld },
    is_blocked: blockedSince(history, asOf.getTime()) !== undefined,
  }));
  return { aging_wip: top, aging_limit: { days: toDays(limitMs), n } };
}

function toPast({ material }: Known): Pick<Part, "velocity" | "predictability"> {
  const { past } = material;
  const sprints = past.slice(0, VELOCITY_SPRINTS).map(({ sprint, sums, predictability, kept }) => ({
    ...{ name: sprint.name, completed_at: toIso(sprint.completedAt), committed: sums.committed.points },
    ...{ completed: sums.completed.points, predictability: round(predictability), kept: round(kept) },
  }));
  const ratios = past.slice(0, PREDICTABILITY_SPRINTS).flatMap(({ predictability }) => predictability ?? []);
  return {
    velocity: { ...toSpread(sprints.map(({ completed }) => completed)), sprints },
    predictability: toSpread(ratios),
  };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
