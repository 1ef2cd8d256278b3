import type { Team } from "#domain/directory";
import type { View } from "#lib/view";

const DAYS_MAX = 12;
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** So many days on end are told by the first and the last. */
const SPAN_MIN = 3;

export function describeTeams(teams: Team[]): View {
  if (teams.length === 0) {
    const text = "There is no team yet. Reports are about all repositories together until there is one.";
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "note", content: [{ code: "/adjutant teams.save api repositories:acme/api zone:Europe/Berlin" }] },
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
        { content: [`Zone ${team.zone}, ${describeDays(team.working_days)}, `, limit(team)] },
        ...((team.holidays ?? []).length > 0 ? [{ content: ["Days off: ", listDays(team.holidays ?? [])] }] : []),
      ],
    })),
  };
}

/** "works Mon–Wed, Fri"; 1 is Monday. */
function describeDays(days: readonly number[]): string {
  const spans: number[][] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else spans.push([day]);
  }
  return `works ${spans.map(describeSpan).join(", ")}`;
}

function describeSpan(span: readonly number[]): string {
  const names = span.map((day) => NAMES[day - 1] ?? String(day));
  return names.length < SPAN_MIN ? names.join(", ") : `${names[0]}–${names.at(-1)}`;
}

/** The next few; the others are there all the same. */
function listDays(days: string[]): string {
  const shown = days.slice(-DAYS_MAX).join(", ");
  return days.length > DAYS_MAX ? `${days.length} in all, the last of them ${shown}` : shown;
}

function limit({ wip_limit }: Team): string {
  return wip_limit === null ? "no limit of work in progress of its own" : `at most ${wip_limit} open pull requests`;
}
