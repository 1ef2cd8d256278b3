import { TEAM_FIGURES_KEY, type TeamFigure, TeamFigures } from "#domain/metrics/team-figures";
import type { Metrics } from "#lib/metrics";
import { countSignals } from "#store/counts";
import type { Store } from "#store/db";
import { createMemory } from "#store/memory";
import { createUpkeep } from "#store/upkeep";

/** What is counted when somebody looks, and not when it changes. */
export function createGauges(store: Store, metrics: Metrics) {
  const upkeep = createUpkeep(store);
  const showFigures = createTeamGauges(metrics);
  const memory = createMemory(store);
  return async function measure(): Promise<void> {
    const { jobs, letters, unfolded } = await upkeep.backlog();
    metrics.set("jobs", jobs.ready, { state: "ready" });
    metrics.set("jobs", jobs.dead, { state: "dead" });
    metrics.set("slack_letters", letters.uncertain, { kind: "uncertain_message" });
    metrics.set("slack_letters", letters.dead, { kind: "dead_delivery" });
    metrics.set("events_unfolded", unfolded);
    for (const { state, signals } of await countSignals(store)) metrics.set("signals", signals, { state });
    const computed = TeamFigures.safeParse(await memory.recall(TEAM_FIGURES_KEY));
    if (computed.success) showFigures(computed.data);
  };
}

/** What the clock computed. A figure that is there no more, as of a team that is gone, becomes "no data". */
function createTeamGauges(metrics: Metrics) {
  let before: TeamFigure[] = [];
  return function show({ at, figures }: TeamFigures): void {
    const known = new Set(figures.map(keyOf));
    const gone = before.filter((figure) => !known.has(keyOf(figure)));
    for (const figure of gone) set(metrics, { ...figure, value: null, p90: null, n: 0 });
    for (const figure of figures) set(metrics, figure);
    metrics.set("team_metric_computed_seconds", Date.parse(at) / 1_000);
    before = figures;
  };
}

function keyOf({ team, metric }: TeamFigure): string {
  return `${team} ${metric}`;
}

function set(metrics: Metrics, { team, metric, unit, value, p90, n }: TeamFigure): void {
  metrics.set("team_metric", value ?? Number.NaN, { team, metric, unit });
  metrics.set("team_metric_p90", p90 ?? Number.NaN, { team, metric, unit });
  metrics.set("team_metric_rows", n, { team, metric });
}
