import type { Person } from "../world/model.ts";
import { ADJUTANT, keyOf, type Ticket, type TicketComment } from "../world/tickets.ts";
import type { World } from "../world/world.ts";
import { type Status, statusOf, type Transition } from "./workflow.ts";

export type Shape = Record<string, unknown>;

/** What all shapes refer to. */
export interface Site {
  world: World;
  /** Where it listens, without a slash at its end. */
  url: string;
}

export const ISSUE_TYPES: readonly Shape[] = [
  { id: "10001", name: "Task", description: "", subtask: false, hierarchyLevel: 0 },
  { id: "10002", name: "Bug", description: "", subtask: false, hierarchyLevel: 0 },
  { id: "10000", name: "Epic", description: "", subtask: false, hierarchyLevel: 1 },
  { id: "10004", name: "Story", description: "", subtask: false, hierarchyLevel: 0 },
  { id: "10003", name: "Subtask", description: "", subtask: true, hierarchyLevel: -1 },
];
export const PRIORITIES = ["Highest", "High", "Medium", "Low", "Lowest"];

export function accountIdOf({ githubId }: Person): string {
  return `5b10a2844c20165700ed${githubId}`;
}

export function peopleOf({ world }: Site): Person[] {
  return [...world.state.people.filter(({ isBot }) => !isBot), ADJUTANT];
}

export function personAt(site: Site, accountId: unknown): Person | undefined {
  return peopleOf(site).find((one) => accountIdOf(one) === accountId);
}

export function toUser(site: Site, login: string | null): Shape | null {
  const person = peopleOf(site).find((one) => one.login === login);
  if (!person) return null;
  const accountId = accountIdOf(person);
  return {
    self: `${site.url}/rest/api/3/user?accountId=${accountId}`,
    ...{ accountId, displayName: person.name, emailAddress: person.email, active: true, timeZone: person.zone },
    accountType: person === ADJUTANT ? "app" : "atlassian",
  };
}

export function toProject(site: Site, key: string): Shape {
  const repo = site.world.state.repos.find(({ ticketKey }) => ticketKey === key);
  return {
    self: `${site.url}/rest/api/3/project/${key}`,
    ...{ id: String(10_000 + (repo?.id ?? 0)), key, name: `Acme ${repo?.name ?? key}`, projectTypeKey: "software" },
    ...{ issueTypes: ISSUE_TYPES, simplified: false, style: "classic", isPrivate: false },
  };
}

export function toIssue(site: Site, ticket: Ticket, fields: readonly string[] | null = null): Shape {
  const all: Shape = {
    summary: ticket.title,
    description: ticket.text,
    status: toStatus(site, statusOf(ticket.status)),
    assignee: toUser(site, ticket.assignee),
    reporter: toUser(site, ticket.reporter),
    labels: ticket.labels,
    issuetype: ISSUE_TYPES.find(({ name }) => name === ticket.kind) ?? null,
    priority: ticket.priority === null ? null : { id: "1", name: ticket.priority },
    project: toProject(site, ticket.project),
    ...toPlan(site, ticket),
    created: stamp(ticket.createdAt),
    updated: stamp(ticket.updatedAt),
  };
  const shown = fields === null || fields.includes("*all") ? Object.keys(all) : fields;
  return {
    ...{ id: String(ticket.id), key: keyOf(ticket), self: `${site.url}/rest/api/3/issue/${ticket.id}` },
    fields: Object.fromEntries(Object.entries(all).filter(([name]) => shown.includes(name))),
  };
}

/** What this site keeps in fields of its own. */
function toPlan({ world }: Site, { parent, points, sprints, isFlagged, dueOn }: Ticket): Shape {
  const planned = world.state.sprints.filter(({ id }) => sprints.includes(id));
  return {
    ...{ parent: parent === null ? null : { key: parent }, duedate: dueOn, customfield_10016: points },
    customfield_10020: planned.length === 0 ? null : planned.map(({ id, name, state }) => ({ id, name, state })),
    customfield_10021: isFlagged ? [{ value: "Impediment", id: "10019" }] : null,
  };
}

export function toComment(site: Site, ticket: Ticket, { id, author, text, at, properties }: TicketComment): Shape {
  const user = toUser(site, author) ?? {};
  return {
    self: `${site.url}/rest/api/3/issue/${ticket.id}/comment/${id}`,
    ...{ id: String(id), author: user, updateAuthor: user, body: text, jsdPublic: true },
    ...{ created: stamp(at), updated: stamp(at) },
    properties: [...properties].map(([key, value]) => ({ key, value })),
  };
}

export function toTransition(site: Site, { id, name, to }: Transition): Shape {
  return { id, name, to: toStatus(site, to), hasScreen: false, isGlobal: false, isInitial: false, isAvailable: true };
}

function toStatus({ url }: Site, { id, name, category }: Status): Shape {
  const statusCategory = { self: `${url}/rest/api/3/statuscategory/${category.id}`, ...category };
  return { self: `${url}/rest/api/3/status/${id}`, id, name, description: "", iconUrl: url, statusCategory };
}

/** Jira writes the zone without a colon. */
function stamp(at: Date): string {
  return at.toISOString().replace("Z", "+0000");
}
