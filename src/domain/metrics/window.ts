import { dateOf, weekdayOf, type Zone } from "#lib/time";

export const WEEKS_MAX = 53;
export const WEEKS_DEFAULT = 12;

/** Half open, in milliseconds: from ≤ t < to. */
export interface MetricWindow {
  from: number;
  to: number;
  weeks: number;
}

/** The whole weeks, from Monday to Monday by local dates, that were over at an instant. */
export function wholeWeeks(zone: Zone, asOf: Date, weeks: number): MetricWindow {
  const today = zone.dayOf(asOf.getTime());
  const monday = today - (weekdayOf(today) - 1);
  return { from: zone.startOf(monday - weeks * 7), to: zone.startOf(monday), weeks };
}

/** As many weeks before. */
export function windowBefore(zone: Zone, { from, weeks }: MetricWindow): MetricWindow {
  return { from: zone.startOf(zone.dayOf(from) - weeks * 7), to: from, weeks };
}

/** "25 May – 16 Aug 2026": the last day is the last one inside. */
export function describeWindow(zone: Zone, { from, to }: Pick<MetricWindow, "from" | "to">): string {
  return `${dateOf(zone.dayOf(from))} to ${dateOf(zone.dayOf(to - 1))}`;
}

export interface DayCount {
  day: string;
  n: number;
  /** The mean of what counted on that day; null without any. */
  mean: number | null;
}

/** Every local day of a window with what ended on it, days without anything included, the newest first. */
export function groupByDay(
  zone: Zone,
  { from, to }: Pick<MetricWindow, "from" | "to">,
  rows: readonly { endedAt: number | null; value: number | null }[],
): DayCount[] {
  const byDay = Map.groupBy(rows, ({ endedAt }) => zone.dayOf(endedAt ?? 0));
  const days: DayCount[] = [];
  for (let day = zone.dayOf(to - 1); day >= zone.dayOf(from); day--) {
    const values = (byDay.get(day) ?? []).map(({ value }) => value ?? 0);
    const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    days.push({ day: dateOf(day), n: values.length, mean });
  }
  return days;
}
