import { describeBurndown } from "#domain/charts/burndown";
import type { Chart, ViewNode } from "#lib/view";
import type { SprintReport } from "./fields.ts";

/** "2026-08-10" without its year. */
const YEAR_LENGTH = 5;

/** The burndown and the velocity, drawn where a surface can draw, and in words everywhere. */
export function draw({ burndown, velocity }: SprintReport): ViewNode[] {
  return [...drawBurndown(burndown), ...drawVelocity(velocity)];
}

/** Days to come are gaps, and so are not 0. */
function drawBurndown(days: SprintReport["burndown"]): ViewNode[] {
  if (!days || days.length === 0) return [];
  const rows = days.map(({ date, remaining, ideal, scope }) => [date, remaining, round(ideal), scope]);
  const hasIdeal = days.some(({ ideal }) => ideal !== null);
  const series: Chart["series"] = [
    { name: "Left", values: days.map(({ remaining }) => remaining) },
    ...(hasIdeal ? [{ name: "Ideal", values: days.map(({ ideal }) => round(ideal)) }] : []),
    { name: "Scope", values: days.map(({ scope }) => scope) },
  ];
  return [
    {
      ...{ type: "chart", kind: "line", title: "Burndown, in points", alt: describeBurndown(days) },
      ...{ labels: labelDays(days), series },
    },
    { type: "table", caption: "Points left at the end of each day", columns: ["Day", "Left", "Ideal", "Scope"], rows },
  ];
}

/** The first entry is the start itself, before the end of the same day. */
function labelDays(days: readonly { date: string }[]): string[] {
  return days.map(({ date }, index) => (index === 0 ? "Start" : date.slice(YEAR_LENGTH)));
}

function drawVelocity(velocity: SprintReport["velocity"]): ViewNode[] {
  if (!velocity || velocity.sprints.length === 0) return [];
  const oldestFirst = velocity.sprints.toReversed();
  const words = oldestFirst.map(({ name, committed, completed }) => `${name} ${completed} of ${committed}`);
  return [
    {
      ...{ type: "chart", kind: "bar", title: "Velocity, in points" },
      alt: `Points completed of committed: ${words.join(", ")}.`,
      labels: oldestFirst.map(({ name }) => name),
      series: [
        { name: "Completed", values: oldestFirst.map(({ completed }) => completed) },
        { name: "Committed", values: oldestFirst.map(({ committed }) => committed) },
      ],
    },
  ];
}

function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
