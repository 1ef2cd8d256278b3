import { z } from "zod";
import { TEAM_FIGURES_KEY, type TeamFigure, type TeamFigures } from "#domain/metrics/team-figures";
import type { Log, Ports } from "#kernel/context";
import type { Invoke } from "#kernel/invoke";
import type { Lane } from "#kernel/worker";

export const FIGURES_QUEUE = "team-figures";
const TEAMS_MAX = 100;

const Measured = z.object({
  metrics: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      value: z.number().nullable(),
      p90: z.number().nullable(),
      n: z.number(),
    }),
  ),
});

export interface Figuring {
  ports: Pick<Ports, "directory" | "memory">;
  invoke: Invoke;
  log: Log;
  now(): Date;
}

/** Computes by the clock what dashboards of other programs show, so that nothing is computed when they ask. */
export function teamFiguresLane(figuring: Figuring): Lane {
  return {
    concurrency: 1,
    handlers: { [FIGURES_QUEUE]: (_job, signal) => computeAll(figuring, signal) },
  };
}

async function computeAll(figuring: Figuring, signal: AbortSignal): Promise<void> {
  const { ports, now } = figuring;
  const teams = await ports.directory.teams();
  const figures: TeamFigure[] = [];
  for (const { key } of teams.slice(0, TEAMS_MAX)) {
    signal.throwIfAborted();
    figures.push(...(await computeOne(figuring, key)));
  }
  const computed: TeamFigures = { at: now().toISOString(), figures };
  await ports.memory.remember(TEAM_FIGURES_KEY, computed, now());
}

/** A team that is too small to be measured has no figures here either. */
async function computeOne({ invoke, log }: Figuring, team: string): Promise<TeamFigure[]> {
  const outcome = await invoke({
    ...{ name: "metrics.show", input: { of: team } },
    actor: { kind: "schedule", id: "schedule:team-figures" },
    origin: { surface: "schedule" },
  });
  if (outcome.status !== "done") {
    log.info({ team, outcome: outcome.status }, "no figures of a team");
    return [];
  }
  const { metrics } = Measured.parse(outcome.result);
  return metrics.map(({ name: metric, unit, value, p90, n }) => ({ team, metric, unit, value, p90, n }));
}
