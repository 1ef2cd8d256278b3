import { z } from "zod";

/** Under this they are kept between the clock that computes them and whoever looks. */
export const TEAM_FIGURES_KEY = "team-figures";

const TeamFigure = z.object({
  team: z.string(),
  metric: z.string(),
  unit: z.string(),
  /** Null without data. */
  value: z.number().nullable(),
  p90: z.number().nullable(),
  n: z.number(),
});
export type TeamFigure = z.output<typeof TeamFigure>;

/** The metrics of every team that is large enough to have any. */
export const TeamFigures = z.object({ at: z.iso.datetime(), figures: z.array(TeamFigure) });
export type TeamFigures = z.output<typeof TeamFigures>;
