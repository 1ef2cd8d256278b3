import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint } from "#domain/tickets/ticket";
import type { Calendar } from "#lib/calendar";
import { DAY_MS } from "#lib/time";
import { chooseSprint } from "./choice.ts";
import { healthOf, type SprintHealth } from "./health.ts";
import type { TicketHistory } from "./history.ts";

export interface BoardInput {
  sprints: readonly Sprint[];
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
  calendar: Calendar;
  asOf: number;
  /** By which the forecast is drawn. */
  team: string;
}

/** The running sprint in a line: "Sprint 7: day 6 of 10, 34 of 58 points left, watch"; null where none runs. */
export function sprintLine(input: BoardInput): string | null {
  const choice = chooseSprint(input.sprints, input.asOf);
  if (typeof choice === "string" || !choice.isRunning) return null;
  const health = healthOf({ ...input, sprint: choice.sprint, wip: null });
  if (!health) return null;
  const { committed, added, completed, left } = health.sums;
  const unit = committed.points + added.points > 0 ? "points" : "tickets";
  const parts = [
    describeDay(choice.sprint, health, input),
    `${left[unit]} of ${completed[unit] + left[unit]} ${unit} left`,
  ];
  return `${choice.sprint.name}: ${[...parts.filter((part) => part !== ""), health.state].join(", ")}`;
}

function describeDay({ endsAt }: Sprint, { scope }: SprintHealth, { calendar, asOf }: BoardInput): string {
  if (endsAt === null) return "without a planned end";
  const days = (to: number) =>
    Math.max(1, Math.ceil(calendar.workingMs(new Date(scope.startedAt), new Date(to)) / DAY_MS));
  return asOf > endsAt ? "past its planned end" : `day ${days(asOf)} of ${days(endsAt)}`;
}
