import type { Chart } from "#lib/view";
import { LIMITS } from "./limits.ts";
import { clamp, toLine } from "./text.ts";

/** The newest points of which every series has a value: Slack takes no gaps, and a gap must not look like 0. */
export function pointsOf({ labels, series }: Chart) {
  const shown = series.slice(0, LIMITS.chart.series);
  const isWhole = (index: number) => shown.every(({ values }) => typeof values[index] === "number");
  const whole = labels.flatMap((_, index) => (isWhole(index) ? [index] : [])).slice(-LIMITS.chart.points);
  const short = toDistinct(labels.map(toLabel));
  const names = toDistinct(shown.map(({ name }) => toLabel(name)));
  return {
    labels: whole.map((index) => short[index] ?? ""),
    series: shown.map(({ values }, at) => ({ name: names[at], values: whole.map((index) => values[index] ?? 0) })),
    left: labels.filter((_, index) => !isWhole(index)),
  };
}

function toLabel(text: string): string {
  return clamp(toLine(text), LIMITS.chart.label) || "–";
}

/** Slack tells points and series apart by their labels alone. */
function toDistinct(labels: readonly string[]): string[] {
  return labels.map((label, index) => {
    const mark = ` ${index + 1}`;
    return labels.indexOf(label) === index ? label : `${label.slice(0, LIMITS.chart.label - mark.length)}${mark}`;
  });
}
