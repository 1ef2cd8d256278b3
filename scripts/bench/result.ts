/** One measured figure. Ratios compare with a floor measured in the same run, because machines differ and are noisy. */
export interface BenchResult {
  name: string;
  value: number;
  unit: string;
  /** What `value` is compared with, in the same unit. */
  floor?: number;
  /** `atLeast` for rates, `atMost` for times; of the ratio when there is a floor, else of the value. */
  bar?: { atLeast: number } | { atMost: number };
}

export function ratioOf({ value, floor }: BenchResult): number | undefined {
  return floor === undefined ? undefined : value / floor;
}

export function passes(result: BenchResult): boolean {
  const judged = ratioOf(result) ?? result.value;
  if (!result.bar) return true;
  return "atLeast" in result.bar ? judged >= result.bar.atLeast : judged <= result.bar.atMost;
}

export function describe(result: BenchResult): string {
  const ratio = ratioOf(result);
  const shown = `${format(result.value)} ${result.unit}`;
  const against = ratio === undefined ? "" : ` = ${format(ratio)} × floor of ${format(result.floor ?? 0)}`;
  return `${result.name}: ${shown}${against}${describeBar(result)}`;
}

function describeBar({ bar }: BenchResult): string {
  if (!bar) return "";
  return "atLeast" in bar ? ` (bar ≥ ${bar.atLeast})` : ` (bar ≤ ${bar.atMost})`;
}

function format(number: number): string {
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString("en");
  return String(Number(number.toPrecision(3)));
}

/** The middle of several runs. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
