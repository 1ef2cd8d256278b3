import { z } from "zod";
import type { Ask, Reply } from "../wire/vendor.ts";
import type { Ticket } from "../world/tickets.ts";
import { ok, ticketsOf } from "./reads.ts";
import { RefusalError } from "./refusal.ts";
import { type Site, toIssue } from "./shapes.ts";

const Search = z.strictObject({
  jql: z.string(),
  fields: z.array(z.string()).default(["id"]),
  maxResults: z.number().int().min(1).max(5_000).default(50),
  nextPageToken: z.string().optional(),
});
const CLAUSE = /^(project|labels|status|assignee|key)\s*=\s*"?([^"]+?)"?$/i;

/** JQL as far as we use it: equations joined by AND, newest first. What is younger than the lag is not indexed yet. */
export function search(site: Site, { body }: Ask, lagMs: number): Reply {
  const asked = Search.safeParse(body);
  if (!asked.success) throw new RefusalError(400, ["Invalid request payload. Refer to the REST API documentation."]);
  const { jql, fields, maxResults, nextPageToken = "0" } = asked.data;
  const clauses = readClauses(jql);
  const indexedUntil = site.world.now().getTime() - lagMs;
  const found = ticketsOf(site)
    .filter((ticket) => ticket.createdAt.getTime() <= indexedUntil && clauses.every((fits) => fits(ticket)))
    .toReversed();
  const from = Number(nextPageToken);
  const issues = found.slice(from, from + maxResults).map((ticket) => toIssue(site, ticket, fields));
  const isLast = from + maxResults >= found.length;
  return ok({ issues, isLast, ...(!isLast && { nextPageToken: String(from + maxResults) }) });
}

function readClauses(jql: string): ((ticket: Ticket) => boolean)[] {
  const [where = ""] = jql.split(/\s+order\s+by\s+/i);
  return where.split(/\s+and\s+/i).map((text) => {
    const [, field = "", value = ""] = CLAUSE.exec(text.trim()) ?? [];
    if (field === "") throw new RefusalError(400, [`Error in the JQL Query: '${text}' is not understood here.`]);
    return (ticket) => valuesOf(ticket, field.toLowerCase()).some((one) => one.toLowerCase() === value.toLowerCase());
  });
}

function valuesOf(ticket: Ticket, field: string): string[] {
  if (field === "labels") return ticket.labels;
  if (field === "key") return [`${ticket.project}-${ticket.number}`];
  return [String({ project: ticket.project, status: ticket.status, assignee: ticket.assignee }[field] ?? "")];
}
