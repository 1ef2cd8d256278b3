import type { Ask, Reply } from "../wire/vendor.ts";
import type { Person } from "../world/model.ts";
import { ADJUTANT, keyOf, type Ticket } from "../world/tickets.ts";
import { missingIssue, RefusalError } from "./refusal.ts";
import {
  accountIdOf,
  peopleOf,
  type Shape,
  type Site,
  toComment,
  toIssue,
  toProject,
  toTransition,
  toUser,
} from "./shapes.ts";
import { transitionsFrom } from "./workflow.ts";

const COMMENTS_MAX = 100;

export const ok = (body: unknown): Reply => ({ status: 200, body });

export function ticketsOf({ world }: Site): Ticket[] {
  return world.state.tickets.filter(({ tracker }) => tracker === "jira");
}

export function ticketAt(site: Site, name: string | undefined): Ticket {
  const ticket = ticketsOf(site).find((one) => keyOf(one) === name?.toUpperCase() || String(one.id) === name);
  if (!ticket) throw missingIssue();
  return ticket;
}

export function hasProject(site: Site, key: unknown): key is string {
  return ticketsOf(site).some(({ project }) => project === key);
}

export function readMyself(site: Site): Reply {
  return ok(toUser(site, ADJUTANT.login));
}

export function readProject(site: Site, [key = ""]: string[]): Reply {
  if (!hasProject(site, key)) throw new RefusalError(404, [`No project could be found with key '${key}'.`]);
  return ok(toProject(site, key));
}

export function readIssue(site: Site, [name]: string[], { query }: Ask): Reply {
  return ok(toIssue(site, ticketAt(site, name), query["fields"]?.split(",") ?? null));
}

export function readTransitions(site: Site, [name]: string[]): Reply {
  const transitions = transitionsFrom(ticketAt(site, name).status).map((one) => toTransition(site, one));
  return ok({ expand: "transitions", transitions });
}

/** Properties are shown only to those who ask for them. */
export function readComments(site: Site, [name]: string[], { query }: Ask): Reply {
  const ticket = ticketAt(site, name);
  const startAt = Number(query["startAt"] ?? 0);
  const maxResults = Math.min(Number(query["maxResults"] ?? COMMENTS_MAX), COMMENTS_MAX);
  const ordered = ticket.comments.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id);
  if (query["orderBy"] === "-created") ordered.reverse();
  const shown = ordered.slice(startAt, startAt + maxResults).map((comment) => toComment(site, ticket, comment));
  const comments = query["expand"] === "properties" ? shown : shown.map(({ properties: _, ...rest }) => rest);
  return ok({ startAt, maxResults, total: ordered.length, comments });
}

export function readComment(site: Site, [name, id]: string[]): Reply {
  const ticket = ticketAt(site, name);
  const comment = ticket.comments.find((one) => String(one.id) === id);
  if (!comment) throw new RefusalError(404, [`Can not find a comment for the id: ${id}.`]);
  const { properties: _, ...shown } = toComment(site, ticket, comment);
  return ok(shown);
}

export function readCommentProperty(site: Site, [id, key = ""]: string[]): Reply {
  const comments = ticketsOf(site).flatMap((ticket) => ticket.comments);
  return readProperty(comments.find((comment) => String(comment.id) === id)?.properties, key);
}

export function readIssueProperty(site: Site, [name, key = ""]: string[]): Reply {
  return readProperty(ticketAt(site, name).properties, key);
}

function readProperty(properties: Map<string, unknown> | undefined, key: string): Reply {
  if (!properties?.has(key)) throw new RefusalError(404, [`The property with key ${key} does not exist.`]);
  return ok({ key, value: properties.get(key) });
}

/** Who may be given an issue, found by any part of their name or address. */
export function readAssignable(site: Site, _parts: string[], { query }: Ask): Reply {
  if (query["issueKey"] !== undefined) ticketAt(site, query["issueKey"]);
  const found = peopleOf(site).filter((one) => !one.isBot && isMeant(one, query));
  return ok(found.map((person): Shape | null => toUser(site, person.login)));
}

function isMeant(person: Person, { accountId, query = "" }: Record<string, string>): boolean {
  if (accountId !== undefined) return accountIdOf(person) === accountId;
  const words = query.toLowerCase();
  return person.name.toLowerCase().includes(words) || person.email.toLowerCase() === words;
}
