import type { Ticket } from "../world/tickets.ts";
import type { World } from "../world/world.ts";
import { type Comparator, fits } from "./comparators.ts";
import { ticketsOf, toIssue } from "./shapes.ts";
import { stateNamed } from "./states.ts";

const PAGE_MAX = 250;

interface IssueFilter {
  team?: { key?: Comparator };
  updatedAt?: { gte?: string };
  state?: { type?: { nin?: string[] } };
  or?: IssueFilter[];
}
export interface IssueList {
  filter?: IssueFilter;
  first?: number;
  after?: string;
  sort?: { updatedAt?: { order?: "Ascending" | "Descending" } }[];
}
export interface CycleList {
  filter?: { team?: { key?: Comparator } };
  first?: number;
}

/** Issues that fit, by the time of their change. */
export function listIssues(world: World, { filter = {}, first = 50, after = "0", sort = [] }: IssueList) {
  const isUpward = sort[0]?.updatedAt?.order === "Ascending";
  const found = ticketsOf(world).filter((ticket) => isMeant(ticket, filter));
  found.sort((a, b) => (isUpward ? 1 : -1) * (a.updatedAt.getTime() - b.updatedAt.getTime() || a.id - b.id));
  const from = Number(after);
  const until = from + Math.min(first, PAGE_MAX);
  const pageInfo = { hasNextPage: until < found.length, endCursor: String(until) };
  return { nodes: found.slice(from, until).map((ticket) => toIssue(world, ticket)), pageInfo };
}

function isMeant(ticket: Ticket, { team, updatedAt, state, or }: IssueFilter): boolean {
  if (!fits(ticket.project, team?.key)) return false;
  if (updatedAt?.gte !== undefined && ticket.updatedAt.getTime() < Date.parse(updatedAt.gte)) return false;
  if (state?.type?.nin?.includes(stateNamed(ticket.status).type)) return false;
  return or === undefined || or.some((one) => isMeant(ticket, one));
}
