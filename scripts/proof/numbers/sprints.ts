// The six sprints of the sample against an independent computation, and whether the verdict at half time is worth having.
import { historyOf } from "#domain/sprints/history";
import { pastOf } from "#domain/sprints/past";
import { SPRINT_STATES } from "#domain/sprints/verdict";
import type { Store } from "#store/db";
import { createTickets } from "#store/tickets";
import { equal, type Figure } from "../figure.ts";
import type { Sample } from "./sample.ts";
import { aucOf, concordanceOf, type Judged, judgeAtHalfTime, judgeGenerated } from "./sprint-risk.ts";

const TEAMS = { short: 60, long: 400 };
const DIGITS = 3;
const HALF = 0.5;
/** What `judgeAtHalfTime` counts a sprint at risk as. */
const AT_RISK = SPRINT_STATES.length - SPRINT_STATES.indexOf("at risk");

export async function* proveSprints(store: Store, sample: Sample, isLong: boolean): AsyncGenerator<Figure | string> {
  const { asOf } = sample.ask();
  const tickets = createTickets(store);
  const [sprints, known, categoryOf] = [
    await tickets.sprints(null, asOf),
    await tickets.histories(null, asOf),
    await tickets.categories(null),
  ];
  const histories = known.map(({ ticket, changes }) => historyOf(ticket, changes));
  const found = pastOf({ sprints, histories, categoryOf }).toReversed().map(toReference);
  yield equal(
    "sprints: committed, added, completed, dropped, carried over; points and tickets",
    found,
    sample.expected["sprints"],
  );

  const ofSample = sprints.flatMap((sprint) => judgeAtHalfTime({ sprint, histories, categoryOf }) ?? []);
  yield* proveWarnings(ofSample);
  const generated = judgeGenerated(isLong ? TEAMS.long : TEAMS.short);
  yield better(
    `generator, ${generated.length} sprints: area under the curve for work left at the end`,
    generated,
    aucOf,
  );
}

/** All sprints of the sample ended badly, so that nothing but the warnings can be told apart by how they ended. */
function* proveWarnings(judged: readonly Judged[]): Generator<Figure | string> {
  const bad = judged.filter(({ leftShare }) => leftShare > HALF);
  const warned = (key: "verdict" | "paceGap", from: number) => bad.filter((one) => one[key] >= from).length;
  const [verdict, paceGap] = [warned("verdict", AT_RISK), warned("paceGap", 1)];
  const name = `sample, of ${bad.length} sprints that left more than half of their work: warned of at half time`;
  yield { name, measured: String(verdict), bar: `> ${paceGap}, by the pace gap`, ok: verdict > paceGap };
  const orders = [concordanceOf(judged, "verdict"), concordanceOf(judged, "paceGap")].map(cut);
  yield `which of these ${judged.length} left more, all of them at risk: concordance ${orders[0]} by the verdict, ${orders[1]} by the pace gap`;
}

type Measure = (judged: readonly Judged[], key: "verdict" | "paceGap") => number | null;

function better(name: string, judged: readonly Judged[], measure: Measure): Figure {
  const [verdict, paceGap] = [measure(judged, "verdict"), measure(judged, "paceGap")];
  const ok = verdict !== null && paceGap !== null && verdict > paceGap;
  return { name, measured: cut(verdict), bar: `> ${cut(paceGap)}, that of the pace gap`, ok };
}

function cut(value: number | null): string {
  return value === null ? "nothing to compare" : value.toFixed(DIGITS);
}

/** In the words of the reference, which calls removed what was dropped. */
function toReference({ sprint, sums }: ReturnType<typeof pastOf>[number]) {
  const { committed, added, completed, dropped, left } = sums;
  return {
    ...{ sprint: sprint.name, committed_points: committed.points, committed_issues: committed.tickets },
    ...{ added_points: added.points, added_issues: added.tickets },
    ...{ completed_points: completed.points, completed_issues: completed.tickets },
    ...{ removed_points: dropped.points, removed_issues: dropped.tickets },
    ...{ carried_over_points: left.points, carried_over_issues: left.tickets },
  };
}
