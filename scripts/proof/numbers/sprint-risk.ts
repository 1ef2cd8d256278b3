// Does the verdict at half time tell which sprints will end badly, better than the gap between time and work does?

import { healthOf, type SprintHealth } from "#domain/sprints/health";
import type { TicketHistory } from "#domain/sprints/history";
import { scopeOf } from "#domain/sprints/scope";
import { doneShareOf, sumUp } from "#domain/sprints/sums";
import { SPRINT_STATES } from "#domain/sprints/verdict";
import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint } from "#domain/tickets/ticket";
import { createCalendar, MONDAY_TO_FRIDAY } from "#lib/calendar";
import { generateTeam, STATUSES } from "./sprint-generator.ts";

const PACE_GAP = 0.15;
const TIES = 0.5;
/** Earlier ones have too little behind them to be judged. */
const FIRST_SPRINTS = 3;
const calendar = createCalendar({ zone: "UTC", workingDays: MONDAY_TO_FRIDAY });

/** One sprint: how dangerous each way of judging found it at half time, and the share of its work that was left at the end. */
export interface Judged {
  verdict: number;
  paceGap: number;
  leftShare: number;
}

export interface RiskInput {
  sprint: Sprint;
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
}

/** Undefined where there is nothing to judge by. What nobody knew at half time, the completion above all, is not seen. */
export function judgeAtHalfTime({ sprint, histories, categoryOf }: RiskInput): Judged | undefined {
  const { startedAt, endsAt } = sprint;
  if (startedAt === null || endsAt === null) return undefined;
  const running = { ...sprint, completedAt: null };
  const known = { histories, categoryOf, calendar, asOf: (startedAt + endsAt) / 2 };
  const health = healthOf({ ...known, sprint: running, team: "team", wip: null });
  const end = scopeOf({ sprint, histories, categoryOf, asOf: sprint.completedAt ?? endsAt });
  const doneShare = end ? doneShareOf(sumUp(end)) : null;
  if (!health || doneShare === null || health.state === "unknown") return undefined;
  const verdict = SPRINT_STATES.length - SPRINT_STATES.indexOf(health.state);
  return { verdict, paceGap: gapOf(health), leftShare: 1 - doneShare };
}

function gapOf({ elapsed, doneShare }: SprintHealth): number {
  return (elapsed ?? 0) - (doneShare ?? 0) > PACE_GAP ? 1 : 0;
}

/** The later sprints of so many teams. */
export function judgeGenerated(teams: number): Judged[] {
  return Array.from({ length: teams }, (_, index) => generateTeam(index + 1)).flatMap(({ sprints, histories }) =>
    sprints
      .slice(FIRST_SPRINTS)
      .flatMap((sprint) => judgeAtHalfTime({ sprint, histories, categoryOf: STATUSES }) ?? []),
  );
}

/**
 * The area under the curve for "work was left at the end": of all pairs of a sprint that kept its plan and one that did
 * not, the share in which the latter was found more dangerous; ties are half. Null where all ended alike.
 */
export function aucOf(judged: readonly Judged[], key: "verdict" | "paceGap"): number | null {
  return shareOfPairs(judged, key, (worse, better) => worse.leftShare > 0 && better.leftShare === 0);
}

/** The same for sprints that all left something: of all pairs, was the one that left more found more dangerous? */
export function concordanceOf(judged: readonly Judged[], key: "verdict" | "paceGap"): number | null {
  return shareOfPairs(judged, key, (worse, better) => worse.leftShare > better.leftShare);
}

function shareOfPairs(
  judged: readonly Judged[],
  key: "verdict" | "paceGap",
  isPair: (worse: Judged, better: Judged) => boolean,
): number | null {
  const pairs = judged.flatMap((worse) =>
    judged.filter((better) => isPair(worse, better)).map((better) => [worse[key], better[key]]),
  );
  if (pairs.length === 0) return null;
  const won = pairs.map(([worse = 0, better = 0]) => (worse === better ? TIES : Number(worse > better)));
  return won.reduce((sum, one) => sum + one, 0) / pairs.length;
}
