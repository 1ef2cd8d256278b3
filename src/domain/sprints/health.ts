import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint } from "#domain/tickets/ticket";
import type { Calendar } from "#lib/calendar";
import { DAY_MS } from "#lib/time";
import { type Forecast, forecast } from "./forecast.ts";
import type { TicketHistory } from "./history.ts";
import { type ScopeRow, type SprintScope, scopeOf } from "./scope.ts";
import { doneShareOf, type SprintSums, scopeChangeOf, sumUp } from "./sums.ts";
import { dailyThroughput } from "./throughput.ts";
import { judge, type Verdict, type VerdictInput } from "./verdict.ts";

export interface HealthInput {
  sprint: Sprint;
  /** Of everything the team works on: what it finished before is what the forecast draws from. */
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
  calendar: Calendar;
  asOf: number;
  team: string;
  wip: VerdictInput["wip"];
}

export interface SprintHealth
  extends Verdict,
    Pick<VerdictInput, "elapsed" | "doneShare" | "scopeChange" | "workingDaysLeft"> {
  scope: SprintScope;
  sums: SprintSums;
  forecast: Forecast | string;
  blocked: { ref: string; forMs: number }[];
}

/** How a running sprint stands, and what that means for its end. Undefined while it has not begun. */
export function healthOf(input: HealthInput): SprintHealth | undefined {
  const scope = scopeOf(input);
  if (!scope) return undefined;
  const sums = sumUp(scope);
  const workingDaysLeft = countDaysLeft(input);
  const known = {
    ...{ elapsed: elapsedOf(input), doneShare: doneShareOf(sums), scopeChange: scopeChangeOf(sums), workingDaysLeft },
    blocked: listBlocked(scope.rows, input),
    forecast: foresee(input, { remaining: sums.left.tickets, daysLeft: workingDaysLeft }),
  };
  return { scope, sums, ...known, ...judge({ ...known, remaining: sums.left.tickets, wip: input.wip }) };
}

/** When what stops it began, at the moment; undefined where nothing does. */
export function blockedSince({ valueAt, sinceAt, ticket }: TicketHistory, at: number): number | undefined {
  const fields = (["flag", "blocked_by"] as const).filter((field) => (valueAt(field, at) ?? "") !== "");
  const since = fields.map((field) => sinceAt(field, at) ?? ticket.createdAt ?? at);
  return since.length > 0 ? Math.min(...since) : undefined;
}

function listBlocked(rows: readonly ScopeRow[], { calendar, asOf }: HealthInput): SprintHealth["blocked"] {
  return rows.flatMap(({ entry, ending, history }) => {
    const since = entry === "committed" && ending === "open" ? blockedSince(history, asOf) : undefined;
    if (since === undefined) return [];
    return [{ ref: history.ticket.ref, forMs: calendar.workingMs(new Date(since), new Date(asOf)) }];
  });
}

function foresee(input: HealthInput, work: { remaining: number; daysLeft: number | null }): Forecast | string {
  const { sprint, team, calendar, asOf } = input;
  if (work.daysLeft === null) return "the sprint has no planned end";
  const seed = JSON.stringify([team, sprint.id, calendar.localDate(new Date(asOf))]);
  return forecast({ daily: dailyThroughput(input), remaining: work.remaining, daysLeft: work.daysLeft, seed });
}

/** Whole working days, a half one up. */
function countDaysLeft({ sprint, calendar, asOf }: HealthInput): number | null {
  if (sprint.endsAt === null) return null;
  return Math.round(calendar.workingMs(new Date(asOf), new Date(sprint.endsAt)) / DAY_MS);
}

function elapsedOf({ sprint, calendar, asOf }: HealthInput): number | null {
  if (sprint.startedAt === null || sprint.endsAt === null) return null;
  const [start, end] = [new Date(sprint.startedAt), new Date(sprint.endsAt)];
  const whole = calendar.workingMs(start, end);
  return whole === 0 ? null : Math.min(1, calendar.workingMs(start, new Date(asOf)) / whole);
}
