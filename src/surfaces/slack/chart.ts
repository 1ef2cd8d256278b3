import type { KnownBlock } from "@slack/types";
import { sparkline } from "#domain/charts/sparkline";
import { sha256 } from "#lib/hash";
import type { Chart } from "#lib/view";
import { type Page, type Piece, smallPrint, toPiece } from "./blocks.ts";
import { pointsOf } from "./chart-points.ts";
import { LIMITS } from "./limits.ts";
import { toRichText, toSection } from "./rich-text.ts";
import { clamp, toLine } from "./text.ts";

export const CHART = "data_visualization";
const ID_LENGTH = 24;
/** So many of those that are not drawn are named. */
const NAMED_MAX = 5;

/** A chart below its finding in words, which stay where Slack draws none: in a view, or a third one in a message. */
export function renderChart(page: Page, chart: Chart): Piece[] {
  const words = toRichText(toSection([{ code: sparkline(chart.series[0]?.values ?? []) }, ` ${chart.alt}`]));
  const { labels, series, left } = pointsOf(chart);
  const isFull = Object.keys(page.charts).length >= LIMITS.chart.perMessage;
  if (page.surface !== "message" || isFull || labels.length === 0 || series.length === 0) return [toPiece(words)];
  const id = `chart:${sha256(JSON.stringify(chart)).slice(0, ID_LENGTH)}`;
  page.charts[id] = chart;
  const block = {
    ...{ type: CHART, block_id: id, title: clamp(toLine(chart.title), LIMITS.chart.title) || "–" },
    chart: {
      type: chart.kind,
      series: series.map(({ name, values }) => ({
        name,
        data: values.map((value, index) => ({ label: labels[index], value })),
      })),
      axis_config: { categories: labels },
    },
  };
  // The package of Slack's types does not know it yet.
  const blocks = [words, block as unknown as KnownBlock, ...(left.length > 0 ? [smallPrint(nameLeft(left))] : [])];
  return [{ blocks, lines: 1 }];
}

function nameLeft(left: readonly string[]): string {
  const more = left.length > NAMED_MAX ? ` and ${left.length - NAMED_MAX} more` : "";
  return `Without data: ${left.slice(0, NAMED_MAX).join(", ")}${more}`;
}
