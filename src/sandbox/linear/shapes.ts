import type { Person } from "../world/model.ts";
import { ADJUTANT, keyOf, type Ticket, type TicketComment, uuidOf } from "../world/tickets.ts";
import type { World } from "../world/world.ts";
import { STATES, stateNamed } from "./states.ts";

const WORKSPACE = "https://linear.example.com/acme";

/** Whole things; whoever asks selects from them. Relations are functions, or they would have no end. */
export function toUser(person: Person) {
  const { name, login: displayName, email, isBot: app } = person;
  return { id: userIdOf(person), name, displayName, email, active: true, app };
}

export function userIdOf({ login }: Person): string {
  return uuidOf(`linear user ${login}`);
}

export function peopleOf(world: World): Person[] {
  return [...world.state.people.filter(({ isBot }) => !isBot), ADJUTANT];
}

export function ticketsOf(world: World): Ticket[] {
  return world.state.tickets.filter(({ tracker }) => tracker === "linear");
}

export function teamIdOf(key: string): string {
  return uuidOf(`linear team ${key}`);
}

export function teamKeys(world: World): string[] {
  return [...new Set(ticketsOf(world).map(({ project }) => project))];
}

export function toTeam(key: string) {
  return { id: teamIdOf(key), key, name: `Acme ${key.toLowerCase()}`, states: () => toPage(STATES) };
}

export function toIssue(world: World, ticket: Ticket) {
  const identifier = keyOf(ticket);
  return {
    ...{ id: ticket.uuid, identifier, number: ticket.number, title: ticket.title, description: ticket.text },
    ...{ url: `${WORKSPACE}/issue/${identifier}`, priority: Number(ticket.priority ?? 0) },
    ...{ createdAt: ticket.createdAt.toISOString(), updatedAt: ticket.updatedAt.toISOString() },
    ...{ state: stateNamed(ticket.status), assignee: userAt(world, ticket.assignee) },
    ...{ creator: userAt(world, ticket.reporter), team: toTeam(ticket.project) },
    comments: () => toPage(ticket.comments.map((comment) => toComment(world, ticket, comment))),
  };
}

export function toComment(world: World, ticket: Ticket, { uuid, text, author, at }: TicketComment) {
  const url = `${WORKSPACE}/issue/${keyOf(ticket)}#comment-${uuid.slice(0, 8)}`;
  const user = userAt(world, author);
  return { id: uuid, body: text, url, createdAt: at.toISOString(), user, issue: () => toIssue(world, ticket) };
}

function userAt(world: World, login: string | null) {
  const person = peopleOf(world).find((one) => one.login === login);
  return person ? toUser(person) : null;
}

export function toPage<Entry>(nodes: readonly Entry[]) {
  return { nodes, pageInfo: { hasNextPage: false, endCursor: null } };
}
