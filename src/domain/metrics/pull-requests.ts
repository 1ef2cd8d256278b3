import type { Definition } from "./metric.ts";

const HUMAN = "Pull requests of people merged in the window; those of bots are left out.";

/** How pull requests get from their first commit to their merge. */
export const PULL_REQUESTS = {
  coding_time: {
    ...people("Coding time", "hours", `From the first commit to the opening, at least 0; median. ${HUMAN}`),
    needs: ["pull requests", "commits"],
  },
  first_review_time: people(
    "First review time",
    "hours",
    `From the opening, or the first time ready, to the first review or comment by somebody else; median. ${HUMAN}`,
  ),
  review_time: people("Review time", "hours", `From the first review to the first approval; median. ${HUMAN}`),
  review_rework: people(
    "Review rework",
    "times",
    `How often changes were requested and then pushed before the first approval; median. ${HUMAN}`,
  ),
  merge_time: people("Approval to merge", "hours", `From the first approval to the merge; median. ${HUMAN}`),
  cycle_time: people(
    "Cycle time",
    "hours",
    `From the opening to the merge, time as a draft included; median. ${HUMAN}`,
  ),
  throughput: {
    ...people("Throughput", "per week", `Merges in a whole week, on average, weeks without any included. ${HUMAN}`),
    value: "per-week",
  },
} satisfies Record<string, Definition>;

function people(label: string, unit: Definition["unit"], formula: string): Definition {
  const needs: Definition["needs"] = ["pull requests"];
  return { label, family: "pull-requests", unit, formula, value: "p50", needs, isAboutPeople: true };
}
