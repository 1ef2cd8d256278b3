import { EVERYTHING } from "#domain/scopes";
import { type Choice, chooseSprint } from "#domain/sprints/choice";
import { historyOf, type TicketHistory } from "#domain/sprints/history";
import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint } from "#domain/tickets/ticket";
import type { Context } from "./context.ts";

/** What a team's boards say, as it was known at a moment. */
export interface SprintBoard {
  /** Keys of its projects; null for all there are. */
  projects: string[] | null;
  sprints: Sprint[];
  histories: TicketHistory[];
  categoryOf: CategoryOf;
  /** A text says why there is no sprint to report on. */
  choice: Choice | string;
}

interface Asked {
  team: string;
  asOf: Date;
  /** A name or an id of a sprint; the running one where nothing is said. */
  sprint?: string | undefined;
}

export async function readBoard(context: Pick<Context, "directory" | "tickets">, asked: Asked): Promise<SprintBoard> {
  const { team, asOf } = asked;
  const projects = await projectsOf(context, team);
  const [sprints, known, categoryOf] = await Promise.all([
    context.tickets.sprints(projects, asOf),
    context.tickets.histories(projects, asOf),
    context.tickets.categories(projects),
  ]);
  const histories = known.map(({ ticket, changes }) => historyOf(ticket, changes));
  const choice = explainLack(projects, histories) ?? chooseSprint(sprints, asOf.getTime(), asked.sprint);
  return { projects, sprints, histories, categoryOf, choice };
}

/** The projects of a team, by the keys with which tickets begin; null for those of everybody. */
export async function projectsOf({ directory }: Pick<Context, "directory">, team: string): Promise<string[] | null> {
  if (team === EVERYTHING) return null;
  const projects = await directory.projects();
  return projects.filter((one) => one.team === team && one.tracker !== "github").map(({ key }) => key.toUpperCase());
}

function explainLack(projects: string[] | null, histories: readonly TicketHistory[]): string | undefined {
  if (projects?.length === 0)
    return "no project of Jira or Linear belongs to the team: /adjutant projects.update key:KEY team:TEAM";
  return histories.length === 0 ? "no ticket has been heard of: connect Jira or Linear" : undefined;
}
