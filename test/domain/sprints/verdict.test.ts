import { expect, test } from "vitest";
import { judge, type VerdictInput } from "#domain/sprints/verdict";

const HOUR = 3_600_000;

const calm: VerdictInput = {
  remaining: 10,
  forecast: { by_end: { p50: 14, p85: 11 }, rest_done: { p50: 3, p85: 5 }, runs: 10_000 },
  elapsed: 0.5,
  doneShare: 0.5,
  scopeChange: 0.1,
  workingDaysLeft: 5,
  blocked: [],
  wip: { current: 3, limit: 5 },
};
const byEnd = (p50: number, p85: number) =>
  ({ ...(calm.forecast as object), by_end: { p50, p85 } }) as VerdictInput["forecast"];
const stuck = [{ ref: "A-1", forMs: 49 * HOUR }];

test.each<[string, Partial<VerdictInput>, string, RegExp]>([
  ["nothing speaks against it", {}, "on track", /10 open; 11 or more/],
  ["no forecast", { forecast: "not enough history: 3 of 20 working days" }, "unknown", /3 of 20/],
  ["half of the runs fall short", { forecast: byEnd(9, 7) }, "at risk", /only 9/],
  [
    "blocked, late",
    { blocked: stuck, workingDaysLeft: 3 },
    "at risk",
    /A-1 is committed and blocked for 2 working days/,
  ],
  ["blocked, but there is time", { blocked: stuck, workingDaysLeft: 4 }, "on track", /10 open/],
  ["15 % of the runs fall short", { forecast: byEnd(12, 9) }, "watch", /9 are sure/],
  [
    "behind its pace is worth a look, never a risk",
    { doneShare: 0.1 },
    "watch",
    /50 % of the time is gone and 10 % of the work done/,
  ],
  ["the scope moved", { scopeChange: 0.3 }, "watch", /changed by 30 %/],
  ["too much at once", { wip: { current: 6, limit: 5 } }, "watch", /6 are in progress/],
  [
    "nothing known of pace, scope and WIP",
    { elapsed: null, doneShare: null, scopeChange: null, wip: null },
    "on track",
    /10 open/,
  ],
])("%s", (_, change, state, rule) => {
  const verdict = judge({ ...calm, ...change });
  expect(verdict.state).toBe(state);
  expect(verdict.rule).toMatch(rule);
});
