import { GraphQLError } from "graphql";
import {
  ADJUTANT,
  changeTicket,
  freshPlan,
  keyOf,
  nextNumber,
  type Ticket,
  type TicketChange,
  type TicketComment,
  uuidOf,
} from "../world/tickets.ts";
import type { World } from "../world/world.ts";
import { type Comparator, fits } from "./comparators.ts";
import { type CycleList, type IssueList, listIssues } from "./lists.ts";
import {
  cyclesOf,
  peopleOf,
  teamIdOf,
  teamKeys,
  ticketsOf,
  toComment,
  toIssue,
  toPage,
  toTeam,
  toUser,
  userIdOf,
} from "./shapes.ts";
import { STATES } from "./states.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Hears of what became of the world. */
export type Tell = (action: "create" | "update", ticket: Ticket, comment?: TicketComment) => void;

interface UserFilter {
  email?: Comparator;
  name?: Comparator;
  displayName?: Comparator;
  or?: UserFilter[];
}
interface IssueSearch {
  term: string;
  filter?: { team?: { key?: Comparator } };
  first?: number;
}
interface IssueInput {
  id?: string | null;
  teamId?: string;
  title?: string | null;
  description?: string | null;
  priority?: number | null;
  assigneeId?: string | null;
  stateId?: string | null;
  parentId?: string | null;
}

/** What answers each field of the query and the mutation. */
export function createResolvers(world: World, tell: Tell) {
  let lastSyncId = 1_000;
  return {
    ...createReads(world),
    issueCreate({ input }: { input: IssueInput }) {
      const ticket = toTicket(world, input);
      change(world, ticket, input);
      world.state.tickets.push(ticket);
      tell("create", ticket);
      return { success: true, lastSyncId: ++lastSyncId, issue: toIssue(world, ticket) };
    },
    issueUpdate({ id, input }: { id: string; input: IssueInput }) {
      const ticket = issueAt(world, id);
      change(world, ticket, input);
      ticket.updatedAt = world.now();
      tell("update", ticket);
      return { success: true, lastSyncId: ++lastSyncId, issue: toIssue(world, ticket) };
    },
    commentCreate({ input }: { input: { id?: string; issueId?: string; body?: string } }) {
      const ticket = issueAt(world, input.issueId ?? "");
      if (!input.body) throw invalid("body must not be empty");
      const count = ticketsOf(world).flatMap(({ comments }) => comments).length;
      const comment: TicketComment = {
        ...{ id: 50_000 + count, uuid: freshId(world, input.id, `linear comment ${count}`), author: ADJUTANT.login },
        ...{ text: input.body, at: world.now(), properties: new Map() },
      };
      ticket.comments.push(comment);
      ticket.updatedAt = comment.at;
      tell("create", ticket, comment);
      return { success: true, lastSyncId: ++lastSyncId, comment: toComment(world, ticket, comment) };
    },
  };
}

function createReads(world: World) {
  return {
    viewer: () => toUser(ADJUTANT),
    issue: ({ id }: { id: string }) => toIssue(world, issueAt(world, id)),
    comment({ id }: { id?: string }) {
      for (const ticket of ticketsOf(world)) {
        const comment = ticket.comments.find(({ uuid }) => uuid === id);
        if (comment) return toComment(world, ticket, comment);
      }
      throw missing("Comment");
    },
    teams({ filter }: { filter?: { key?: Comparator } }) {
      return toPage(
        teamKeys(world)
          .filter((key) => fits(key, filter?.key))
          .map(toTeam),
      );
    },
    searchIssues: (asked: IssueSearch) => search(world, asked),
    issues: (asked: IssueList) => listIssues(world, asked),
    cycles: ({ filter, first = 50 }: CycleList) =>
      toPage(cyclesOf(world, (key) => fits(key, filter?.team?.key)).slice(0, first)),
    users: ({ filter = {} }: { filter?: UserFilter }) =>
      toPage(
        peopleOf(world)
          .map(toUser)
          .filter((user) => isUser(user, filter)),
      ),
  };
}

/** Those that have any of the words, the most of them first. */
function search(world: World, { term, filter, first = 50 }: IssueSearch) {
  const words = term
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) throw invalid("term must not be empty");
  if (first < 1 || first > 250) throw invalid("first must be between 1 and 250");
  const count = ({ title }: Ticket) => words.filter((word) => title.toLowerCase().includes(word)).length;
  const found = ticketsOf(world).filter((one) => fits(one.project, filter?.team?.key) && count(one) > 0);
  const ordered = found.toSorted((a, b) => count(b) - count(a) || b.number - a.number);
  return { ...toPage(ordered.slice(0, first).map((one) => toIssue(world, one))), totalCount: found.length };
}

function toTicket(world: World, { id, teamId, title, parentId }: IssueInput): Ticket {
  const project = teamKeys(world).find((key) => teamIdOf(key) === teamId);
  if (project === undefined) throw missing("Team");
  if (!title) throw invalid("title must not be empty");
  const number = nextNumber(world.state.tickets, project);
  const at = world.now();
  return {
    ...{ id: 60_000 + world.state.tickets.length, uuid: freshId(world, id, `${project}-${number}`), tracker: "linear" },
    ...{ project, number, title, text: null, kind: "Issue", status: "Backlog", assignee: null },
    ...{ reporter: ADJUTANT.login, labels: [], priority: null, createdAt: at, updatedAt: at, comments: [] },
    ...{ ...freshPlan(), parent: parentId ? keyOf(issueAt(world, parentId)) : null },
    properties: new Map(),
  };
}

function change(world: World, ticket: Ticket, input: IssueInput): void {
  if (input.title) ticket.title = input.title;
  if (input.description !== undefined) ticket.text = input.description;
  if (input.priority !== undefined) ticket.priority = input.priority === null ? null : String(input.priority);
  if (input.stateId) {
    const state = STATES.find(({ id }) => id === input.stateId);
    if (!state) throw missing("WorkflowState");
    write(world, ticket, { field: "status", to: state.name });
  }
  if (input.assigneeId !== undefined) write(world, ticket, { field: "assignee", to: loginAt(world, input.assigneeId) });
}

/** A ticket that is only being made has no history yet. */
function write(world: World, ticket: Ticket, { field, to }: Pick<TicketChange, "field" | "to">): void {
  changeTicket(ticket, { field, to, at: world.now(), by: ADJUTANT.login });
  if (!world.state.tickets.includes(ticket)) ticket.history.length = 0;
}

function loginAt(world: World, id: string | null): string | null {
  if (id === null) return null;
  const person = peopleOf(world).find((one) => userIdOf(one) === id);
  if (!person) throw missing("User");
  return person.login;
}

/** An id that the client chose is taken once. */
function freshId(world: World, id: string | null | undefined, name: string): string {
  if (id === undefined || id === null) return uuidOf(name);
  if (!UUID.test(id)) throw invalid("id must be a UUID");
  const isTaken = ticketsOf(world).some(({ uuid, comments }) => uuid === id || comments.some((one) => one.uuid === id));
  if (isTaken) throw invalid("Entity with this id already exists");
  return id;
}

function issueAt(world: World, id: string): Ticket {
  const ticket = ticketsOf(world).find((one) => one.uuid === id || keyOf(one) === id.toUpperCase());
  if (!ticket) throw missing("Issue");
  return ticket;
}

function isUser(user: { email: string; name: string; displayName: string }, filter: UserFilter): boolean {
  const { email, name, displayName, or } = filter;
  const fitsAll = fits(user.email, email) && fits(user.name, name) && fits(user.displayName, displayName);
  return fitsAll && (or === undefined || or.some((one) => isUser(user, one)));
}

function missing(kind: string): GraphQLError {
  const extensions = { type: "invalid input", code: "INPUT_ERROR", userError: true };
  return new GraphQLError(`Entity not found: ${kind}`, { extensions });
}

function invalid(message: string): GraphQLError {
  const extensions = { type: "invalid input", code: "INPUT_ERROR", userError: true };
  return new GraphQLError(`Argument Validation Error: ${message}`, { extensions });
}
