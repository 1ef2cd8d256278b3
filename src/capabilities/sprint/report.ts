import { definitionOf } from "#domain/metrics/definitions";
import type { ReportHeader } from "#domain/report-header";
import { describeInstant } from "#lib/time";
import type { SprintReport } from "./fields.ts";
import type { Gathered } from "./gather.ts";
import { round } from "./parts.ts";
import { describeSprint } from "./report-sprint.ts";

const RISKS_MAX = 10;

/** Makes the report of what was gathered; a pure function, so that the same facts give the same bytes. */
export function makeReport(gathered: Gathered, header: ReportHeader): SprintReport {
  const { days, delivery } = gathered;
  const { total_deploys: deploys, avg_change_fail_rate: rate, avg_wip, latest_wip } = delivery.figures;
  return {
    ...header,
    window_days: days,
    total_deploys: deploys.now,
    avg_daily_deploys: deploys.now === null ? null : round(deploys.now / days),
    avg_change_fail_rate: round(rate.now),
    latest_wip: latest_wip.now,
    avg_wip: round(avg_wip.now),
    wip_limit: delivery.limit,
    ...judge(gathered),
    ...describeSprint(gathered),
    delivery: delivery.strip.map(({ name, value, n, status, trend, hint }) => {
      const { label, unit } = definitionOf(name);
      return { name, label, value, unit, n, status, before: trend?.before ?? null, hint };
    }),
    capacity: toCapacity(gathered),
    risks: listRisks(gathered),
    deltas: { total_deploys: toDelta(deploys), avg_change_fail_rate: toDelta(rate), avg_wip: toDelta(avg_wip) },
  };
}

/** A sprint that is over has an end and no prospects; the rule says so. */
function judge({ board, known, scope }: Gathered): Pick<SprintReport, "state" | "state_rule"> {
  if (typeof board.choice === "string") return { state: "unknown", state_rule: board.choice };
  const { sprint, isRunning } = board.choice;
  if (!known) return { state: "unknown", state_rule: `${sprint.name} has not begun` };
  if (isRunning) return { state: known.health.state, state_rule: known.health.rule };
  const when = describeInstant(new Date(sprint.completedAt ?? 0), scope.calendar.zone);
  return { state: "unknown", state_rule: `no sprint is running; ${sprint.name} is the last one, completed on ${when}` };
}

function toCapacity({ capacity }: Gathered): SprintReport["capacity"] {
  if (!capacity) return null;
  const { people, awayDays, workingDaysLeft } = capacity;
  return { people, away_days: awayDays, working_days_left: workingDaysLeft };
}

function listRisks({ incidents, known, board, asOf }: Gathered): string[] {
  const unestimated = known?.health.sums.unestimated ?? 0;
  const endsAt = typeof board.choice === "string" || !board.choice.isRunning ? null : board.choice.sprint.endsAt;
  return [
    ...(endsAt !== null && endsAt < asOf.getTime() ? ["the sprint is past its planned end and was not completed"] : []),
    ...incidents.map(({ subject, title }) => `open incident ${subject}: ${title}`),
    ...(unestimated > 0 ? [`tickets without an estimate, counted as 0 points: ${unestimated}`] : []),
  ].slice(0, RISKS_MAX);
}

function toDelta({ now, before }: { now: number | null; before: number | null }) {
  return { now: round(now), before: round(before) };
}
