import { z } from "zod";
import type { Ask, Reply } from "../wire/vendor.ts";
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
import { faultIn } from "./document.ts";
import { hasProject, ticketAt } from "./reads.ts";
import { badField, RefusalError } from "./refusal.ts";
import { ISSUE_TYPES, PRIORITIES, personAt, type Site, toComment, toUser } from "./shapes.ts";
import { STATUSES, transitionsFrom } from "./workflow.ts";

const SUMMARY_MAX = 255;

const Named = z.object({ id: z.string().optional(), name: z.string().optional(), key: z.string().optional() });
const Property = z.object({ key: z.string().max(255), value: z.unknown() });
const NewIssue = z.strictObject({
  fields: z.strictObject({
    project: Named,
    issuetype: Named,
    summary: z.string(),
    description: z.unknown(),
    labels: z.array(z.string()).default([]),
    priority: Named.optional(),
    parent: Named.optional(),
  }),
  properties: z.array(Property).max(10).default([]),
});
const NewComment = z.strictObject({ body: z.unknown(), properties: z.array(Property).max(10).default([]) });
const Doing = z.strictObject({ transition: z.object({ id: z.string() }) });
const Assigning = z.strictObject({ accountId: z.string().nullable() });

/** Hears of what became of the world. */
export type Tell = (event: string, ticket: Ticket, told?: { comment?: TicketComment; change?: TicketChange }) => void;
export type Write = (site: Site & { tell: Tell }, parts: string[], ask: Ask) => Reply;

export const createIssue: Write = (site, _parts, { body }) => {
  const { fields, properties } = parse(NewIssue, body);
  requireSummary(fields.summary);
  requireDocument("description", fields.description);
  const project = fields.project.key;
  if (!hasProject(site, project)) throw badField("project", "Specify a valid project ID or key");
  const at = site.world.now();
  const number = nextNumber(site.world.state.tickets, project);
  const ticket: Ticket = {
    ...{ id: 30_000 + site.world.state.tickets.length, uuid: uuidOf(`${project}-${number}`), tracker: "jira", project },
    ...{ number, title: fields.summary, text: fields.description ?? null, kind: kindOf(fields.issuetype) },
    ...{ status: STATUSES[0]?.name ?? "", assignee: null, reporter: ADJUTANT.login, labels: labelsOf(fields.labels) },
    ...{ ...freshPlan(), parent: parentOf(site, fields.parent) },
    ...{ priority: priorityOf(fields.priority), createdAt: at, updatedAt: at, comments: [] },
    properties: new Map(properties.map(({ key, value }) => [key, value])),
  };
  site.world.state.tickets.push(ticket);
  site.tell("jira:issue_created", ticket);
  return {
    status: 201,
    body: { id: String(ticket.id), key: keyOf(ticket), self: `${site.url}/rest/api/3/issue/${ticket.id}` },
  };
};

export const createComment: Write = (site, [name], { body }) => {
  const ticket = ticketAt(site, name);
  const { body: text, properties } = parse(NewComment, body);
  if (text === undefined) throw badField("comment", "Comment body can not be empty!");
  requireDocument("comment", text);
  const id = 40_000 + site.world.state.tickets.flatMap(({ comments }) => comments).length;
  const comment: TicketComment = {
    ...{ id, uuid: uuidOf(`comment ${id}`), author: ADJUTANT.login, text, at: site.world.now() },
    properties: new Map(properties.map(({ key, value }) => [key, value])),
  };
  ticket.comments.push(comment);
  ticket.updatedAt = comment.at;
  site.tell("comment_created", ticket, { comment });
  return { status: 201, body: toComment(site, ticket, comment) };
};

/** What a person writes on a ticket. "@Adjutant" is a mention, as the editor of Jira makes one. */
export function sayOn(
  site: Site & { tell: Tell },
  { key, login, words }: { key: string; login: string; words: string },
) {
  const ticket = ticketAt(site, key);
  const id = 40_000 + site.world.state.tickets.flatMap(({ comments }) => comments).length;
  const content = words.split(/(@Adjutant)/).flatMap((part) => {
    if (part === "") return [];
    return part === "@Adjutant" ? mentionOf(site, ADJUTANT.login) : { type: "text", text: part };
  });
  const text = { type: "doc", version: 1, content: [{ type: "paragraph", content }] };
  const comment = {
    id,
    uuid: uuidOf(`comment ${id}`),
    author: login,
    text,
    at: site.world.now(),
    properties: new Map(),
  };
  ticket.comments.push(comment);
  ticket.updatedAt = comment.at;
  site.tell("comment_created", ticket, { comment });
  return comment;
}

function mentionOf(site: Site, login: string) {
  return { type: "mention", attrs: { id: toUser(site, login)?.["accountId"], text: "@Adjutant" } };
}

export const doTransition: Write = (site, [name], { body }) => {
  const ticket = ticketAt(site, name);
  const { id } = parse(Doing, body).transition;
  const transition = transitionsFrom(ticket.status).find((one) => one.id === id);
  if (!transition) throw new RefusalError(400, [`It is not possible to do the transition ${id} from here.`]);
  changeAndTell(site, ticket, { field: "status", to: transition.to.name });
  return { status: 204 };
};

export const assign: Write = (site, [name], { body }) => {
  const ticket = ticketAt(site, name);
  const { accountId } = parse(Assigning, body);
  const person = accountId === null ? undefined : personAt(site, accountId);
  if (accountId !== null && !person) throw badField("assignee", "The user does not exist.");
  changeAndTell(site, ticket, { field: "assignee", to: person?.login ?? null });
  return { status: 204 };
};

function changeAndTell(
  site: Site & { tell: Tell },
  ticket: Ticket,
  { field, to }: Pick<TicketChange, "field" | "to">,
): void {
  const change = changeTicket(ticket, { field, to, at: site.world.now(), by: ADJUTANT.login });
  ticket.updatedAt = site.world.now();
  site.tell("jira:issue_updated", ticket, change && { change });
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RefusalError(400, [`Invalid request payload. ${issue?.path.join(".")}: ${issue?.message}`]);
}

function requireSummary(summary: string): void {
  if (summary.trim() === "") throw badField("summary", "You must specify a summary of the issue.");
  if (summary.length > SUMMARY_MAX) throw badField("summary", `Summary can't exceed ${SUMMARY_MAX} characters.`);
  if (/[\r\n]/.test(summary))
    throw badField("summary", "The summary is invalid because it contains newline characters.");
}

function requireDocument(field: string, value: unknown): void {
  const fault = value === undefined || value === null ? undefined : faultIn(value);
  if (fault !== undefined) throw badField(field, fault);
}

function kindOf({ id, name }: z.output<typeof Named>): string {
  const kind = ISSUE_TYPES.find((one) => one["id"] === id || one["name"] === name);
  if (!kind) throw badField("issuetype", "Specify a valid issue type");
  return String(kind["name"]);
}

function parentOf(site: Site, parent: z.output<typeof Named> | undefined): string | null {
  if (!parent) return null;
  const above = site.world.state.tickets.find((one) => one.tracker === "jira" && keyOf(one) === parent.key);
  if (!above) throw badField("parent", "Could not find issue by id or key.");
  return keyOf(above);
}

function labelsOf(labels: string[]): string[] {
  const spaced = labels.find((label) => /\s/.test(label));
  if (spaced !== undefined) throw badField("labels", `The label '${spaced}' contains spaces which is invalid.`);
  return labels;
}

function priorityOf(priority: z.output<typeof Named> | undefined): string | null {
  if (!priority) return null;
  if (!priority.name || !PRIORITIES.includes(priority.name)) {
    throw badField("priority", "Specify a valid priority ID or name");
  }
  return priority.name;
}
