const BARS = "▁▂▃▄▅▆▇█";
/** A value that nobody measured is a gap, never a low bar. */
const GAP = "·";
const WIDTH_MAX = 60;

/** Values as bars in a line of text, from nothing to the greatest; for screen readers the numbers stand beside it. */
export function sparkline(values: readonly (number | null)[]): string {
  const shown = values.slice(-WIDTH_MAX);
  const greatest = Math.max(...shown.map((value) => value ?? 0));
  return shown.map((value) => (value === null ? GAP : barOf(value, greatest))).join("");
}

function barOf(value: number, greatest: number): string {
  const share = greatest > 0 ? Math.max(0, value) / greatest : 0;
  return BARS[Math.min(BARS.length - 1, Math.round(share * (BARS.length - 1)))] ?? GAP;
}
