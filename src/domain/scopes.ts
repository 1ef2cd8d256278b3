import { createCalendar } from "#lib/calendar";
import type { Team } from "./directory.ts";
import type { EvaluationScope } from "./findings.ts";

const WEEKDAYS = [1, 2, 3, 4, 5];

/**
 * What is evaluated together: each team with its own calendar, then the repositories of no team. Where there are no teams,
 * everything is one scope called "all". A repository of two teams is evaluated with the first.
 */
export function toScopes(teams: readonly Team[], repositories: readonly string[], zone: string): EvaluationScope[] {
  const calendar = createCalendar({ zone, workingDays: WEEKDAYS });
  if (teams.length === 0)
    return [{ key: "all", name: "All repositories", repositories: null, wipLimit: null, calendar }];
  const taken = new Set<string>();
  const scopes = teams.map((team) => {
    const own = team.repositories.filter((repo) => !taken.has(repo));
    for (const repo of own) taken.add(repo);
    return toScope(team, own);
  });
  const rest = repositories.filter((repo) => !taken.has(repo));
  const nobodys = { key: "", name: "Repositories without a team", repositories: rest, wipLimit: null, calendar };
  return rest.length > 0 ? [...scopes, nobodys] : scopes;
}

function toScope({ key, name, zone, working_days: workingDays, wip_limit: wipLimit }: Team, repositories: string[]) {
  return { key, name, repositories, wipLimit, calendar: createCalendar({ zone, workingDays }) };
}
