import type { Person } from "../world/model.ts";
import { ADJUTANT, keyOf, type Ticket, type TicketChange, type TicketComment, uuidOf } from "../world/tickets.ts";
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
    ...toPlan(world, ticket),
    comments: () => toPage(ticket.comments.map((comment) => toComment(world, ticket, comment))),
  };
}

function toPlan(world: World, { points: estimate, sprints, dueOn: dueDate, parent, history }: Ticket) {
  const cycle = cyclesOf(world, () => true).find((one) => one.id === cycleIdOf(sprints.at(-1) ?? 0)) ?? null;
  const above = ticketsOf(world).find((one) => keyOf(one) === parent);
  return {
    ...{ estimate, dueDate, cycle, trashed: null, labels: () => toPage([]) },
    parent: () => (above ? toIssue(world, above) : null),
    history: ({ first = 50 }: { first?: number }) =>
      toPage(
        history
          .toReversed()
          .slice(0, first)
          .map((change) => toHistory(world, change)),
      ),
  };
}

/** A line of an issue's history names the two sides of what was changed, and of nothing else. */
function toHistory(world: World, { id, at, field, from, to }: TicketChange) {
  const [before, after] = [from?.split(",").at(-1), to?.split(",").at(-1)];
  const cycles = cyclesOf(world, () => true);
  const cycleAt = (sprint: string | undefined) => cycles.find((one) => one.id === cycleIdOf(Number(sprint))) ?? null;
  const sides: Record<TicketChange["field"], () => object> = {
    status: () => ({ fromState: from && stateNamed(from), toState: to && stateNamed(to) }),
    assignee: () => ({ fromAssignee: userAt(world, from), toAssignee: userAt(world, to) }),
    points: () => ({ fromEstimate: from && Number(from), toEstimate: to && Number(to) }),
    sprint: () => ({ fromCycle: cycleAt(before), toCycle: cycleAt(after) }),
    flag: () => ({}),
  };
  return { id: uuidOf(`linear history ${id}`), createdAt: at.toISOString(), ...sides[field]() };
}

export function cyclesOf(world: World, isTeam: (key: string) => boolean) {
  const keys = new Set(teamKeys(world).filter(isTeam));
  return world.state.sprints
    .filter(({ project }) => keys.has(project))
    .map(({ id, project, name, startsAt, endsAt, completedAt, goal }) => ({
      ...{ id: cycleIdOf(id), number: id, name, description: goal, team: toTeam(project) },
      ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
      completedAt: completedAt?.toISOString() ?? null,
      updatedAt: (completedAt ?? (startsAt <= world.now() ? startsAt : world.startedAt)).toISOString(),
    }));
}

function cycleIdOf(sprint: number): string {
  return uuidOf(`linear cycle ${sprint}`);
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
