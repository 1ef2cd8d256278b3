import type { Project, Team } from "./directory.ts";

/** Whose a repository is: its team, and that team's project where there is exactly one. */
export function ownersOf(
  repo: string,
  { teams, projects }: { teams: readonly Team[]; projects: readonly Project[] },
): { team: string | null; project: string | null } {
  const team = teams.find(({ repositories }) => repositories.includes(repo.toLowerCase()));
  const own = projects.filter((project) => team !== undefined && project.team === team.key);
  return { team: team?.key ?? null, project: own.length === 1 ? (own[0]?.key ?? null) : null };
}
