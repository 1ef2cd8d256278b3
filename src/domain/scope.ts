import { createCalendar } from "#lib/calendar";
import type { Team } from "./directory.ts";
import type { EvaluationScope } from "./findings.ts";

export const EVERYTHING = "all";
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** What a team answers for, by its own calendar. */
export function teamScope({ key, name, zone, working_days, repositories, wip_limit }: Team): EvaluationScope {
  const calendar = createCalendar({ zone, workingDays: working_days });
  return { key, name, repositories, wipLimit: wip_limit, calendar };
}

/** Everything we know, from Monday to Friday. */
export function everythingScope(zone: string): EvaluationScope {
  const calendar = createCalendar({ zone, workingDays: MONDAY_TO_FRIDAY });
  return { key: EVERYTHING, name: "everything", repositories: null, wipLimit: null, calendar };
}

/** The scopes in which rules are evaluated: each team, and what belongs to none. */
export function listScopes(teams: readonly Team[], zone: string): EvaluationScope[] {
  if (teams.length === 0) return [everythingScope(zone)];
  return [...teams.map(teamScope), { ...everythingScope(zone), key: "", name: "no team" }];
}
