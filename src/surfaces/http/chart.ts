import { sparkline } from "#domain/charts/sparkline";
import type { Chart } from "#lib/view";
import { escapeHtml } from "./escape.ts";

const [WIDTH, HEIGHT, FOOT] = [640, 200, 20];
/** Of Okabe and Ito, told apart with every kind of sight, on light and on dark. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
const DASHES = ["none", "7 4", "2 3", "10 3 2 3", "4 2", "12 6"];
const POINTS_MAX = 200;
/** How much of its place a group of bars takes. */
const BARS_SHARE = 0.7;

interface Plot {
  chart: Chart;
  greatest: number;
  /** The width of one place. */
  step: number;
}

/** A chart as a picture in the page, its finding in words below it. */
export function renderChart(given: Chart): string {
  const chart = cut(given);
  const { title, alt, kind, labels, series } = chart;
  const greatest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const plot: Plot = { chart, greatest, step: WIDTH / Math.max(1, labels.length) };
  const marks = series.map((_, at) => (kind === "line" ? drawLine(plot, at) : drawBars(plot, at)));
  const ends = [label(labels[0], 0, "start"), label(labels.at(-1), WIDTH, "end")];
  const keys = series.map(({ name }, at) => `<tspan fill="${colourOf(at)}">■</tspan> ${escapeHtml(name)}`).join("  ");
  const box = `0 ${-FOOT} ${WIDTH} ${HEIGHT + 2 * FOOT}`;
  return `<figure class="chart"><svg viewBox="${box}" role="img" aria-label="${escapeHtml(`${title}. ${alt}`)}">
<text x="0" y="-5" fill="currentColor" font-size="13">${escapeHtml(title)}: ${keys}, up to ${greatest}</text>
<path d="M0 ${HEIGHT}H${WIDTH}" stroke="currentColor"/>${marks.join("")}${ends.join("")}</svg>
<figcaption><code aria-hidden="true">${sparkline(series[0]?.values ?? [])}</code> ${escapeHtml(alt)}</figcaption></figure>`;
}

function cut({ labels, series, ...rest }: Chart): Chart {
  const newest = <T>(list: T[]) => list.slice(-POINTS_MAX);
  const shown = series.slice(0, COLOURS.length).map(({ name, values }) => ({ name, values: newest(values) }));
  return { ...rest, labels: newest(labels), series: shown };
}

/** A value that is missing ends the line, and the next one begins another. */
function drawLine({ chart, greatest, step }: Plot, at: number): string {
  let isOn = false;
  const path = (chart.series[at]?.values ?? []).map((value, index) => {
    const command = isOn ? "L" : "M";
    isOn = value !== null;
    return value === null ? "" : `${command}${round((index + 0.5) * step)} ${heightOf(value, greatest)}`;
  });
  return `<path d="${path.join("")}" fill="none" stroke="${colourOf(at)}" stroke-width="2.5" stroke-dasharray="${DASHES[at]}"/>`;
}

function drawBars({ chart, greatest, step }: Plot, at: number): string {
  const width = (step * BARS_SHARE) / chart.series.length;
  const bars = (chart.series[at]?.values ?? []).map((value, index) => {
    if (value === null) return "";
    const left = round(index * step + (step * (1 - BARS_SHARE)) / 2 + at * width);
    const top = heightOf(value, greatest);
    return `<rect x="${left}" y="${top}" width="${round(width)}" height="${round(HEIGHT - top)}" fill="${colourOf(at)}"/>`;
  });
  return bars.join("");
}

function label(text: string | undefined, x: number, anchor: "start" | "end"): string {
  const place = `x="${x}" y="${HEIGHT + FOOT - 5}" text-anchor="${anchor}"`;
  return `<text ${place} fill="currentColor" font-size="12">${escapeHtml(text ?? "")}</text>`;
}

function heightOf(value: number, greatest: number): number {
  return round(HEIGHT * (1 - Math.max(0, value) / greatest));
}

function colourOf(at: number): string {
  return COLOURS[at] ?? "currentColor";
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
