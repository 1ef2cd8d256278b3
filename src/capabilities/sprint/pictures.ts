import { describeBurndown } from "#domain/charts/burndown";
import { sparkline } from "#domain/charts/sparkline";
import type { ViewNode } from "#lib/view";
import type { SprintReport } from "./fields.ts";

/** The burndown and the velocity as text, which every reader and every surface can show. */
export function draw({ burndown, velocity }: SprintReport): ViewNode[] {
  return [...drawBurndown(burndown), ...drawVelocity(velocity)];
}

/** Days to come are gaps, and so are not 0. */
function drawBurndown(days: SprintReport["burndown"]): ViewNode[] {
  if (!days || days.length === 0) return [];
  const line = sparkline(days.map(({ remaining }) => remaining));
  const rows = days.map(({ date, remaining, ideal, scope }) => [date, remaining, round(ideal), scope]);
  return [
    { type: "text", content: [{ code: line }, ` ${describeBurndown(days)}`] },
    { type: "table", caption: "Points left at the end of each day", columns: ["Day", "Left", "Ideal", "Scope"], rows },
  ];
}

function drawVelocity(velocity: SprintReport["velocity"]): ViewNode[] {
  if (!velocity || velocity.sprints.length === 0) return [];
  const oldestFirst = velocity.sprints.toReversed();
  const words = oldestFirst.map(({ name, committed, completed }) => `${name} ${completed} of ${committed}`);
  const line = sparkline(oldestFirst.map(({ completed }) => completed));
  return [{ type: "text", content: [{ code: line }, ` Points completed of committed: ${words.join(", ")}.`] }];
}

function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
