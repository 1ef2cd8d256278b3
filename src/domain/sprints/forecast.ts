import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { sha256 } from "#lib/hash";

const RUNS = 10_000;
const HORIZON_DAYS = 365;
const HISTORY_DAYS_MIN = 20;
const FINISHED_MIN = 10;

export interface ForecastInput {
  /** Tickets finished on each working day of the past, at most the last 60. */
  daily: readonly number[];
  /** Tickets still to do. */
  remaining: number;
  /** Whole working days until the end. */
  daysLeft: number;
  /** The same question has the same answer: team, sprint and date name it. */
  seed: string;
}

export interface Forecast {
  /** So many are finished by the end in half of all runs, and in 85 % of them: the latter is the smaller number. */
  by_end: { p50: number; p85: number };
  /** After so many working days nothing is left in half of all runs, and in 85 % of them; null beyond a year of working days. */
  rest_done: { p50: number | null; p85: number | null };
  runs: number;
}

/** Draws days of the past, 10,000 times over. A text says why nothing can be forecast. */
export function forecast({ daily, remaining, daysLeft, seed }: ForecastInput): Forecast | string {
  const lack = findLack(daily);
  if (lack) return lack;
  const generator = xoroshiro128plus(Number.parseInt(sha256(seed).slice(0, 8), 16) | 0);
  const drawDay = () => daily[uniformInt(generator, 0, daily.length - 1)] ?? 0;
  const byEnd: number[] = [];
  const restDone: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { finished, lasted } = drawRun(drawDay, { remaining, daysLeft });
    byEnd.push(finished);
    restDone.push(lasted);
  }
  byEnd.sort((a, b) => a - b);
  restDone.sort((a, b) => a - b);
  return {
    by_end: { p50: pick(byEnd, 0.5), p85: pick(byEnd, 0.15) },
    rest_done: { p50: within(pick(restDone, 0.5)), p85: within(pick(restDone, 0.85)) },
    runs: RUNS,
  };
}

function findLack(daily: readonly number[]): string | undefined {
  const finished = daily.reduce((sum, count) => sum + count, 0);
  if (daily.length < HISTORY_DAYS_MIN) return `not enough history: ${daily.length} of ${HISTORY_DAYS_MIN} working days`;
  if (finished < FINISHED_MIN) return `not enough history: ${finished} of ${FINISHED_MIN} finished tickets`;
  return undefined;
}

/** One future: what is finished by the end, and the working day on which the last of the rest is. */
function drawRun(drawDay: () => number, { remaining, daysLeft }: Pick<ForecastInput, "remaining" | "daysLeft">) {
  let [finished, done, lasted] = [0, 0, remaining === 0 ? 0 : Number.POSITIVE_INFINITY];
  for (let day = 1; day <= HORIZON_DAYS && (day <= daysLeft || done < remaining); day++) {
    done += drawDay();
    if (day <= daysLeft) finished = done;
    if (done >= remaining && lasted === Number.POSITIVE_INFINITY) lasted = day;
  }
  return { finished, lasted };
}

/** The lowest value that so large a share of the sorted values does not exceed. */
function pick(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function within(days: number): number | null {
  return Number.isFinite(days) ? days : null;
}
