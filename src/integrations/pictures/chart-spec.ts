import type { TopLevelSpec } from "vega-lite";
import type { Chart } from "#lib/view";

/** Of Okabe and Ito, told apart with every kind of sight; lines differ in their dashes, too. */
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];
const DASHES = [
  [1, 0],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [4, 2],
  [12, 6],
];
/** A card of its own, so that it reads the same on a light page and on a dark one. */
const [PAPER, INK, QUIET] = ["#FFFFFF", "#1D1C1D", "#D8D8D8"];
/** Vega takes letters for wider than they are. */
const LABELS_WIDTH = 780;

export const FONT = "Roboto";
export const SIZE = { width: 640, height: 300 };

/** A chart in the words of Vega-Lite. A value that is missing is a gap in its line, or a bar that is not there. */
export function toSpec({ kind, title, labels, series }: Chart): TopLevelSpec {
  // Labels may repeat, places do not.
  const values = series.flatMap(({ name, values: all }) =>
    labels.map((_, at) => ({ at, series: name, value: all[at] ?? null })),
  );
  const isLine = kind === "line";
  return {
    ...{ ...SIZE, background: PAPER, padding: 16 },
    title: { text: title, font: FONT, fontSize: 16, color: INK, anchor: "start" },
    autosize: { type: "fit", contains: "padding" },
    // Data, and never part of the expression: they come from anywhere.
    params: [{ name: "labels", value: labels }],
    data: { values },
    mark: isLine
      ? { type: "line", point: { size: 40 }, strokeWidth: 2.5, invalid: "break-paths-show-domains" }
      : { type: "bar" },
    encoding: {
      ...axesOf(labels.length),
      ...seriesOf(
        series.map(({ name }) => name),
        isLine,
      ),
    },
  };
}

function axesOf(labels: number) {
  const axis = { labelFont: FONT, labelFontSize: 12, labelColor: INK, tickColor: QUIET, gridColor: QUIET };
  const shown = { grid: false, labelAngle: 0, labelLimit: Math.round(LABELS_WIDTH / labels), labelOverlap: true };
  return {
    x: {
      field: "at",
      type: "ordinal",
      title: null,
      axis: { ...axis, ...shown, labelExpr: "labels[datum.value]" },
    },
    y: { field: "value", type: "quantitative", title: null, scale: { zero: true }, axis },
  } as const;
}

function seriesOf(names: string[], isLine: boolean) {
  const legend = { title: null, orient: "bottom", labelFont: FONT, labelFontSize: 13, labelColor: INK } as const;
  const common = { field: "series", type: "nominal", sort: names, legend } as const;
  return {
    color: { ...common, scale: { domain: names, range: COLOURS } },
    ...(isLine
      ? { strokeDash: { ...common, scale: { domain: names, range: DASHES } } }
      : { xOffset: { field: "series", sort: names } as const }),
  };
}
