import { DAY_MS } from "./calendar.ts";
import type { Sprint } from "./tickets.ts";

/** Days from the beginning of life, negative before it. */
const SPRINTS: [state: Sprint["state"], from: number, to: number][] = [
  ["closed", -35, -21],
  ["closed", -21, -7],
  ["active", -7, 7],
  ["future", 7, 21],
];
const GOALS: Record<string, string> = { API: "Orders that nobody has to repair", WEB: "A checkout in three steps" };
const FIRST_ID = 300;
const IDS_PER_PROJECT = 100;

/** Two weeks each; the third is in its middle when life begins. */
export function createSprints(startedAt: Date): Sprint[] {
  const after = (days: number) => new Date(startedAt.getTime() + days * DAY_MS);
  return Object.entries(GOALS).flatMap(([project, goal], place) =>
    SPRINTS.map(([state, from, to], index) => ({
      ...{ id: FIRST_ID + place * IDS_PER_PROJECT + index, project, name: `${project} Sprint ${index + 21}`, state },
      ...{ startsAt: after(from), endsAt: after(to), completedAt: state === "closed" ? after(to) : null },
      goal: state === "active" ? goal : "",
    })),
  );
}
