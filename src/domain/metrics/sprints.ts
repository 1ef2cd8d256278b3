import type { Definition } from "./metric.ts";

/** What sprints and tickets come to. All of it is of a team, and none of it of a person. */
export const SPRINTS = {
  velocity: sprints(
    "Velocity",
    "points",
    "Points completed in a sprint; median of the sprints that were completed in the window.",
  ),
  predictability: sprints(
    "Predictability",
    "ratio",
    "Completed ÷ committed of a sprint, in points, or in tickets where nothing is estimated; median of the sprints that were completed in the window.",
  ),
  scope_change: sprints(
    "Scope change",
    "ratio",
    "Added, taken out and dropped ÷ committed of a sprint; median of the sprints that were completed in the window.",
  ),
  flow_efficiency: {
    ...{ label: "Flow efficiency", family: "sprints", unit: "ratio", value: "share", needs: ["tickets"] },
    formula:
      "Time in which tickets were worked on ÷ time from the first work on them to their end, both summed over those finished in the window. Blocked time is no work, nor is time without any change after an hour of it, where that lasts for five days.",
    isAboutPeople: false,
  },
} satisfies Record<string, Definition>;

function sprints(label: string, unit: Definition["unit"], formula: string): Definition {
  return { label, family: "sprints", unit, formula, value: "p50", needs: ["tickets"], isAboutPeople: false };
}
