import type { Team } from "#domain/directory";
import type { View } from "#lib/view";

export function describeTeams(teams: Team[]): View {
  if (teams.length === 0) {
    const text = "There is no team yet. Reports are about all repositories together until there is one.";
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "note", content: [{ code: "/adjutant teams.save core repositories:acme/api zone:Europe/Berlin" }] },
      ],
    };
  }
  return {
    text: `${teams.length} ${teams.length === 1 ? "team" : "teams"}: ${teams.map(({ key }) => key).join(", ")}.`,
    nodes: teams.map((team) => ({
      type: "items",
      title: `${team.name} (${team.key})`,
      items: [
        { content: ["Repositories: ", team.repositories.join(", ") || "none yet"] },
        { content: ["Members: ", team.members.map(({ name }) => name).join(", ") || "none yet"] },
        { content: [`Zone ${team.zone}, working days ${team.working_days.join(", ")}, `, limit(team)] },
      ],
    })),
  };
}

function limit({ wip_limit }: Team): string {
  return wip_limit === null ? "no limit of work in progress of its own" : `at most ${wip_limit} open pull requests`;
}
