import type { Zone } from "#lib/time";
import { percentile } from "./metric.ts";
import type { MetricWindow } from "./window.ts";

const DAILY_MIN = 3;
const WEEKS_PER_MONTH = 4;

/** How regularly something is deployed: by the days on which it is, not by how often on them. */
export interface Cadence {
  /** Median over the weeks of the window. */
  days_per_week: number;
  word: "daily" | "weekly" | "monthly" | "rarely";
}

export function cadenceOf(zone: Zone, { from, weeks }: MetricWindow, instants: readonly number[]): Cadence {
  const first = zone.dayOf(from);
  const days = new Set(instants.map((at) => zone.dayOf(at) - first));
  const perWeek = Array.from(
    { length: weeks },
    (_none, week) => [...days].filter((day) => Math.floor(day / 7) === week).length,
  );
  const median = percentile(perWeek, 0.5) ?? 0;
  if (median >= DAILY_MIN) return { days_per_week: median, word: "daily" };
  if (median >= 1) return { days_per_week: median, word: "weekly" };
  const months = Array.from(
    { length: Math.floor(weeks / WEEKS_PER_MONTH) },
    (_none, month) =>
      perWeek.slice(month * WEEKS_PER_MONTH, (month + 1) * WEEKS_PER_MONTH).filter((count) => count > 0).length,
  );
  return { days_per_week: median, word: (percentile(months, 0.5) ?? 0) >= 1 ? "monthly" : "rarely" };
}
