import { createCalendar } from "#lib/calendar";
import type { Team } from "./directory.ts";
import type { EvaluationScope } from "./findings.ts";

export const EVERYTHING = "all";
/** What words of commands mean already. */
export const RESERVED_KEYS = [EVERYTHING, "none"];

/** What a team answers for, by its own calendar. */
export function teamScope(team: Team, repositories = team.repositories): EvaluationScope {
  const { key, name, zone, working_days: workingDays, wip_limit: wipLimit, holidays } = team;
  return { key, name, repositories, wipLimit, calendar: createCalendar({ zone, workingDays, holidays }) };
}

/** Everything we know, from Monday to Friday. */
export function everythingScope(zone: string): EvaluationScope {
  const calendar = createCalendar({ zone });
  return { key: EVERYTHING, name: "All repositories", repositories: null, wipLimit: null, calendar };
}

/** Whose limits are judged: each team's, over all of its repositories; where there are no teams, those of everything. */
export function limitedScopes(teams: readonly Team[], zone: string): EvaluationScope[] {
  return teams.length === 0 ? [everythingScope(zone)] : teams.map((team) => teamScope(team));
}

/**
 * What is evaluated together: each team with its own calendar, then the repositories of no team. Where there are no teams,
 * everything is one scope. A repository of two teams is evaluated with the first.
 */
export function toScopes(teams: readonly Team[], repositories: readonly string[], zone: string): EvaluationScope[] {
  if (teams.length === 0) return [everythingScope(zone)];
  const taken = new Set<string>();
  const scopes = teams.map((team) => {
    const own = team.repositories.filter((repo) => !taken.has(repo));
    for (const repo of own) taken.add(repo);
    return teamScope(team, own);
  });
  const rest = repositories.filter((repo) => !taken.has(repo));
  const nobodys = { ...everythingScope(zone), key: "", name: "Repositories without a team", repositories: rest };
  return rest.length > 0 ? [...scopes, nobodys] : scopes;
}
