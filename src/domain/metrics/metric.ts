import { HOUR_MS } from "#lib/time";

/** Below this many, a duration or a ratio is shown and not judged. */
export const JUDGED_MIN = 5;
/** Figures about fewer people than this would be about them. */
export const GROUP_MIN = 3;

export type Family = "dora" | "pull-requests" | "flow" | "sprints";
export type Unit = "hours" | "ratio" | "per week" | "count" | "times" | "points";
export type Source = "deployments" | "incidents" | "commits" | "pull requests" | "tickets";

/** What a metric is called, what it means, and how one number is made of its rows. */
export interface Definition {
  label: string;
  family: Family;
  unit: Unit;
  /** In words, with what is left out. */
  formula: string;
  /**
   * `p50`: the median of the rows' values, with p90 beside it. `mean`: of ones and zeros, a rate. `per-week`: rows in a
   * week, those without any included. `count`: rows. `share`: the hours that are the rows' values ÷ the hours that the rows
   * lasted, both summed.
   */
  value: "p50" | "mean" | "per-week" | "count" | "share";
  /** Without which of these it is not configured. */
  needs: readonly Source[];
  /** Whether its rows are what single people did, so that a few of them would show one person. */
  isAboutPeople: boolean;
}

/** One line of a metric's proof. Instants are milliseconds. */
export interface MetricRow {
  subject: string;
  title: string;
  url: string;
  /** In the metric's unit: hours, or 1 and 0. */
  value: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** Null for what nobody in particular did. */
  author: string | null;
  /** Why it was left out; null where it counts. */
  leftOut: string | null;
  /** Why it counts. */
  reason: string;
}

/** What the rows come to together. */
export interface Tally {
  n: number;
  mean: number | null;
  p50: number | null;
  p90: number | null;
  /** The hours that are the values ÷ the hours that the rows lasted; only of what is measured so. */
  share?: number | null;
  /** How many different people the counted rows are of. */
  people: number;
  excluded: Record<string, number>;
}

/** The value at a share of the way through, between the two nearest where it falls between: as databases do it. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0];
  return low + (high - low) * (position - Math.floor(position));
}

export function tallyOf(rows: readonly MetricRow[]): Tally {
  const counted = rows.filter(({ leftOut }) => leftOut === null);
  const values = counted.flatMap(({ value }) => value ?? []);
  const excluded: Record<string, number> = {};
  for (const { leftOut } of rows) if (leftOut !== null) excluded[leftOut] = (excluded[leftOut] ?? 0) + 1;
  return {
    n: counted.length,
    mean: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
    p50: percentile(values, 0.5),
    p90: percentile(values, 0.9),
    people: new Set(counted.flatMap(({ author }) => author ?? [])).size,
    excluded,
  };
}

/** The hours that are the values of the rows that count ÷ the hours that they lasted. */
export function shareOf(rows: readonly MetricRow[]): number | null {
  const counted = rows.filter(({ leftOut }) => leftOut === null);
  const hours = counted.reduce((sum, { startedAt, endedAt }) => sum + ((endedAt ?? 0) - (startedAt ?? 0)) / HOUR_MS, 0);
  return hours > 0 ? counted.reduce((sum, { value }) => sum + (value ?? 0), 0) / hours : null;
}
