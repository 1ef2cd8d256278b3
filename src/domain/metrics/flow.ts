import { DAY_MS, HOUR_MS, type Zone } from "#lib/time";
import type { PullRequest } from "../pull-request.ts";
import type { Definition, MetricRow } from "./metric.ts";

const OPEN = "Open pull requests of people, drafts left out";

/** What is under way. */
export const FLOW = {
  wip: flow("Work in progress", { unit: "count", value: "count" }, `${OPEN}, at the moment asked for.`),
  average_wip: flow(
    "Average work in progress",
    { unit: "count", value: "mean" },
    `${OPEN}, counted at the end of each local day of the window; the mean of these.`,
  ),
  ageing_wip: flow(
    "Age of work in progress",
    { unit: "hours", value: "p50" },
    `${OPEN}: how long since each was opened, or first ready; median.`,
  ),
  idle_time: flow(
    "Idle time",
    { unit: "hours", value: "p50" },
    `${OPEN}: how long since a person pushed, reviewed, commented, made it ready or reopened it; median.`,
  ),
} satisfies Record<string, Definition>;

function flow(label: string, { unit, value }: Pick<Definition, "unit" | "value">, formula: string): Definition {
  return { label, family: "flow", unit, formula, value, needs: ["pull requests"], isAboutPeople: value === "p50" };
}

/** What is open at an instant, each with what a metric measures of it. */
export function openRows(pulls: readonly PullRequest[], measure: (pull: PullRequest) => Date, at: Date): MetricRow[] {
  return pulls.map((pull) => {
    const since = measure(pull);
    return {
      ...{ subject: pull.subject, title: pull.title, url: pull.url, author: pull.author },
      ...{ startedAt: since.getTime(), endedAt: null, reason: "open" },
      value: (at.getTime() - since.getTime()) / HOUR_MS,
      leftOut: pull.authorKind === "bot" ? "by a bot" : pull.isDraft ? "a draft" : null,
    };
  });
}

/** A time in which a pull request was open and no draft; `to` is null while it lasts. */
export interface Span {
  from: number;
  to: number | null;
}

/** How many were under way at the end of each local day that begins in the window. */
export function wipByDay(spans: readonly Span[], window: { from: number; to: number }, zone: Zone): MetricRow[] {
  const first = zone.dayOf(window.from);
  const ends: number[] = [];
  for (let day = first; zone.startOf(day + 1) <= window.to; day++) ends.push(zone.startOf(day + 1));
  const changes = new Array<number>(ends.length + 1).fill(0);
  for (const { from, to } of spans) {
    const [begin, end] = [indexFrom(ends, from), to === null ? ends.length : indexFrom(ends, to)];
    changes[begin] = (changes[begin] ?? 0) + 1;
    changes[end] = (changes[end] ?? 0) - 1;
  }
  let open = 0;
  return ends.map((end, index) => {
    open += changes[index] ?? 0;
    const date = new Date((first + index) * DAY_MS).toISOString().slice(0, 10);
    return {
      ...{ subject: date, title: "end of the day", url: "", value: open, author: null },
      ...{ startedAt: null, endedAt: end, leftOut: null, reason: "counted" },
    };
  });
}

/** The first end at or after an instant: what is opened exactly then is open then, what is closed is not. */
function indexFrom(ends: readonly number[], at: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a pull request's states come to: each span ends with the next state in which it is not under way. */
export function spansOf(
  { openedAt, closedAt }: { openedAt: number; closedAt: number | null },
  states: readonly { at: number; state: string; isDraft: boolean }[],
): Span[] {
  const live = states.map(({ at, state, isDraft }) => ({ at, isLive: state === "open" && !isDraft }));
  const begun = states[0]?.isDraft ? live : [{ at: openedAt, isLive: true }, ...live];
  const turns = begun.filter(({ isLive }, index) => isLive !== (begun[index - 1]?.isLive ?? false));
  const spans = turns.flatMap(({ at, isLive }, index) =>
    isLive ? [{ from: at, to: turns[index + 1]?.at ?? null }] : [],
  );
  return closedAt === null ? spans : spans.map(({ from, to }) => ({ from, to: Math.min(to ?? closedAt, closedAt) }));
}
