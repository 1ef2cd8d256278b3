import { describeDuration } from "#lib/time";
import type { Forecast } from "./forecast.ts";

const PACE_GAP_MAX = 0.15;
const SCOPE_CHANGE_MAX = 0.2;
const BLOCKED_WORKING_MS_MAX = 2 * 24 * 3_600_000;
const LATE_WORKING_DAYS = 3;

export const SPRINT_STATES = ["unknown", "at risk", "watch", "on track"] as const;
export type SprintState = (typeof SPRINT_STATES)[number];

export interface VerdictInput {
  /** Open tickets of the sprint. */
  remaining: number;
  /** A text says why there is none. */
  forecast: Forecast | string;
  /** Share of the working time that is over. Null where no end is planned. */
  elapsed: number | null;
  doneShare: number | null;
  scopeChange: number | null;
  workingDaysLeft: number | null;
  /** Committed tickets that are blocked, with the working time for which they are. */
  blocked: readonly { ref: string; forMs: number }[];
  wip: { current: number; limit: number } | null;
}

export interface Verdict {
  state: SprintState;
  /** The rule that decided, in words and numbers. */
  rule: string;
}

/** The first rule that holds decides. The gap between time and work alone is a weak sign: it may only say watch. */
export function judge(input: VerdictInput): Verdict {
  if (typeof input.forecast === "string") return { state: "unknown", rule: input.forecast };
  const risk = findRisk(input, input.forecast);
  if (risk) return { state: "at risk", rule: risk };
  const doubt = findDoubt(input, input.forecast);
  if (doubt) return { state: "watch", rule: doubt };
  const { p85 } = input.forecast.by_end;
  return { state: "on track", rule: `${input.remaining} open; ${p85} or more are finished by the end in 85 % of runs` };
}

function findRisk({ remaining, blocked, workingDaysLeft }: VerdictInput, { by_end }: Forecast): string | undefined {
  if (by_end.p50 < remaining)
    return `${remaining} open; only ${by_end.p50} are finished by the end in half of the runs`;
  if (workingDaysLeft === null || workingDaysLeft > LATE_WORKING_DAYS) return undefined;
  const stuck = blocked.find(({ forMs }) => forMs > BLOCKED_WORKING_MS_MAX);
  return (
    stuck &&
    `${stuck.ref} is committed and blocked for ${describeDuration(stuck.forMs, "working")}, with ${workingDaysLeft} left`
  );
}

function findDoubt(input: VerdictInput, { by_end }: Forecast): string | undefined {
  const { remaining, elapsed, doneShare, scopeChange, wip } = input;
  if (by_end.p85 < remaining)
    return `${remaining} open; ${by_end.p85} are sure to be finished by the end in 85 % of runs`;
  const gap = elapsed === null || doneShare === null ? 0 : elapsed - doneShare;
  if (gap > PACE_GAP_MAX) return `${percent(elapsed)} of the time is gone and ${percent(doneShare)} of the work done`;
  if ((scopeChange ?? 0) > SCOPE_CHANGE_MAX)
    return `the scope changed by ${percent(scopeChange)}, more than ${percent(SCOPE_CHANGE_MAX)}`;
  if (wip && wip.current > wip.limit) return `${wip.current} are in progress, the limit is ${wip.limit}`;
  return undefined;
}

function percent(share: number | null): string {
  return `${Math.round((share ?? 0) * 100)} %`;
}
