import { z } from "zod";
import type { Ask, Reply } from "../wire/vendor.ts";
import type { Ticket } from "../world/tickets.ts";
import { ok, ticketsOf } from "./reads.ts";
import { RefusalError } from "./refusal.ts";
import { type Site, toIssue } from "./shapes.ts";
import { statusOf } from "./workflow.ts";

const Search = z.strictObject({
  jql: z.string(),
  fields: z.array(z.string()).default(["id"]),
  maxResults: z.number().int().min(1).max(5_000).default(50),
  nextPageToken: z.string().optional(),
});
/** What means something to the search of texts; a word that has it is not the word that was meant. */
const RESERVED = /[+\-&|!(){}[\]^~*?\\/:]/;
const MINUTE_MS = 60_000;
/** Reckoned back from now, in which zone whoever asks may be. */
const UPDATED_CLAUSE = /^updated\s*>=\s*"?-(\d+)m"?$/i;
const TEXT_CLAUSE = /^summary\s*~\s*"([^"]*)"$/i;
const CLAUSE = /^(project|labels|status|assignee|key)\s*=\s*"?([^"]+?)"?$/i;

/** JQL as far as we use it: equations joined by AND, newest first. What is younger than the lag is not indexed yet. */
export function search(site: Site, { body }: Ask, lagMs: number): Reply {
  const asked = Search.safeParse(body);
  if (!asked.success) throw new RefusalError(400, ["Invalid request payload. Refer to the REST API documentation."]);
  const { jql, fields, maxResults, nextPageToken = "0" } = asked.data;
  const clauses = readClauses(jql, site.world.now());
  const indexedUntil = site.world.now().getTime() - lagMs;
  const isUpward = /order\s+by\s+updated\s+asc/i.test(jql);
  const fitting = ticketsOf(site).filter(
    (ticket) => ticket.createdAt.getTime() <= indexedUntil && clauses.every((fits) => fits(ticket)),
  );
  const found = isUpward ? fitting.toSorted(byUpdate) : fitting.toReversed();
  const from = Number(nextPageToken);
  const issues = found.slice(from, from + maxResults).map((ticket) => toIssue(site, ticket, fields));
  const isLast = from + maxResults >= found.length;
  return ok({ issues, isLast, ...(!isLast && { nextPageToken: String(from + maxResults) }) });
}

function byUpdate(a: Ticket, b: Ticket): number {
  return a.updatedAt.getTime() - b.updatedAt.getTime() || a.id - b.id;
}

type Clause = (ticket: Ticket) => boolean;

function readClauses(jql: string, now: Date): Clause[] {
  const [where = "", order] = jql.split(/\s+order\s+by\s+/i);
  if (order !== undefined && !/^(?:(?:created|updated)\s+desc|updated\s+asc)$/i.test(order.trim()))
    throw misunderstood(order);
  if (!/\bproject\s*=/i.test(where)) throw new RefusalError(400, ["Unbounded JQL queries are not allowed here."]);
  return where.split(/\s+and\s+/i).map((text) => readClause(text.trim(), now));
}

/** Those in brackets are joined by OR. */
function readClause(text: string, now: Date): Clause {
  const [, group] = /^\((.+)\)$/.exec(text) ?? [];
  if (group !== undefined) {
    const clauses = group.split(/\s+or\s+/i).map((one) => readClause(one.trim(), now));
    return (ticket) => clauses.some((fits) => fits(ticket));
  }
  const [, minutes] = UPDATED_CLAUSE.exec(text) ?? [];
  if (minutes !== undefined) {
    const since = now.getTime() - Number(minutes) * MINUTE_MS;
    return ({ updatedAt }) => updatedAt.getTime() >= since;
  }
  if (/^statusCategory\s*!=\s*Done$/i.test(text)) return ({ status }) => statusOf(status).category.key !== "done";
  const [, words] = TEXT_CLAUSE.exec(text) ?? [];
  if (words !== undefined) return readWords(words);
  const [, field = "", value = ""] = CLAUSE.exec(text) ?? [];
  if (field === "") throw misunderstood(text);
  return (ticket) => valuesOf(ticket, field.toLowerCase()).some((one) => one.toLowerCase() === value.toLowerCase());
}

/** All of the words, whatever their ending. */
function readWords(text: string): Clause {
  const words = text.toLowerCase().split(/\s+/).map(withoutEnding);
  if (RESERVED.test(text) || words.includes("")) throw misunderstood(text);
  return ({ title }) => {
    const known = new Set((title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(withoutEnding));
    return words.every((word) => known.has(word));
  };
}

function withoutEnding(word: string): string {
  return word.replace(/(?<=.{3})(?:ing|ed|s)$/, "");
}

function misunderstood(text: string): RefusalError {
  return new RefusalError(400, [`Error in the JQL Query: '${text}' is not understood here.`]);
}

function valuesOf(ticket: Ticket, field: string): string[] {
  if (field === "labels") return ticket.labels;
  if (field === "key") return [`${ticket.project}-${ticket.number}`];
  return [String({ project: ticket.project, status: ticket.status, assignee: ticket.assignee }[field] ?? "")];
}
