import type { CategoryOf } from "#domain/tickets/categories";
import type { Calendar } from "#lib/calendar";
import { DAY_MS } from "#lib/time";
import { listOf, pointsOf } from "./history.ts";
import { isActive, type ScopeRow, type SprintScope } from "./scope.ts";

/** Nobody draws a sprint of half a year by the day. */
const DAYS_MAX = 180;

export interface BurndownDay {
  /** The local day at whose end this holds; the first is the start itself. */
  date: string;
  /** Points still open; null for days that have not ended. */
  remaining: number | null;
  /** From the commitment to nothing, over working days only; null where no end is planned. */
  ideal: number | null;
  /** All points that are meant: open and completed. */
  scope: number | null;
}

export interface BurndownInput {
  scope: SprintScope;
  calendar: Calendar;
  categoryOf: CategoryOf;
}

export function burndownOf({ scope, calendar, categoryOf }: BurndownInput): BurndownDay[] {
  const { sprint, startedAt, until, rows } = scope;
  const ends = listDayEnds(
    startedAt,
    Math.max(sprint.endsAt ?? until, Math.min(until, sprint.completedAt ?? until)),
    calendar,
  );
  const committed = sumOf(
    rows.filter(({ entry }) => entry === "committed"),
    ({ pointsAtEntry }) => pointsAtEntry,
  );
  const idealAt = toIdeal({ committed, startedAt, endsAt: sprint.endsAt, calendar });
  const window = { sprintId: sprint.id, categoryOf };
  const known = (at: number) => at <= until;
  const start: BurndownDay = {
    date: calendar.localDate(new Date(startedAt)),
    remaining: committed,
    ideal: idealAt(startedAt),
    scope: committed,
  };
  const days = ends.map(({ date, at }) => ({
    date,
    remaining: known(at)
      ? sumOf(
          rows.filter(({ history }) => isActive(history, at - 1, window)),
          pointsBefore(at),
        )
      : null,
    ideal: idealAt(at),
    scope: known(at)
      ? sumOf(
          rows.filter((row) => isMeant(row, at - 1, window)),
          pointsBefore(at),
        )
      : null,
  }));
  return [start, ...days];
}

interface Window {
  sprintId: string;
  categoryOf: CategoryOf;
}

/** Open, or completed by then: neither dropped nor taken out. */
function isMeant(row: ScopeRow, at: number, window: Window): boolean {
  if (isActive(row.history, at, window)) return true;
  return (
    row.ending === "completed" &&
    row.endedAt <= at &&
    listOf(row.history.valueAt("sprint", at)).includes(window.sprintId)
  );
}

const pointsBefore =
  (at: number) =>
  ({ history }: ScopeRow): number =>
    pointsOf(history.valueAt("points", at - 1)) ?? 0;

function sumOf(rows: readonly ScopeRow[], points: (row: ScopeRow) => number): number {
  return Math.round(rows.reduce((sum, row) => sum + points(row), 0) * 1_000) / 1_000;
}

/** The local days from the start to the end, and when each of them is over: the last one at the end itself. */
function listDayEnds(from: number, to: number, calendar: Calendar): { date: string; at: number }[] {
  const ends: { date: string; at: number }[] = [];
  let at = from;
  while (at < to && ends.length < DAYS_MAX) {
    const date = calendar.localDate(new Date(at));
    const next = Math.min(startOfNextDay(at, calendar), to);
    ends.push({ date, at: next });
    at = next;
  }
  return ends;
}

/** A local day has at most 25 hours, so 36 hours after its first instant lies in the next one, or, rarely, after it. */
function startOfNextDay(at: number, calendar: Calendar): number {
  const start = calendar.startOfDay(new Date(at)).getTime();
  return calendar.startOfDay(new Date(start + 1.5 * DAY_MS)).getTime();
}

interface Ideal {
  committed: number;
  startedAt: number;
  endsAt: number | null;
  calendar: Calendar;
}

function toIdeal({ committed, startedAt, endsAt, calendar }: Ideal): (at: number) => number | null {
  if (endsAt === null) return () => null;
  const working = (to: number) => calendar.workingMs(new Date(startedAt), new Date(to));
  const whole = working(endsAt);
  return (at) => (whole === 0 ? null : Math.round(committed * Math.max(0, 1 - working(at) / whole) * 1_000) / 1_000);
}
