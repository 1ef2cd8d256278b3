import { z } from "zod";
import type { NewEvent } from "#domain/events";
import type { HttpOptions } from "#lib/http";
import { createJsonReads, isMissing, type JsonReads } from "../json-reads.ts";
import { FIRST_LOOK_BACK_MS, OVERLAP_MS, PAGES_MAX, type TicketSource, type TicketStep } from "../ticket-source.ts";
import { fromPoll } from "./normalise.ts";
import { History, Id, type JiraFields } from "./payloads.ts";

const PAGE_SIZE = 50;
const KEYS_PER_PAGE = 1_000;
const HISTORIES_PER_PAGE = 5_000;
const MINUTE_MS = 60_000;
const FIELDS = [
  ...["summary", "status", "issuetype", "priority", "assignee", "parent", "labels", "duedate", "created", "updated"],
];

const Found = z.looseObject({ id: Id, key: z.string(), fields: z.looseObject({ updated: z.string().optional() }) });
const Page = z.object({ issues: z.array(Found), nextPageToken: z.string().nullish() });
const Changelogs = z.object({
  issueChangeLogs: z.array(z.object({ issueId: Id, changeHistories: z.array(z.looseObject({ id: Id })) })),
  nextPageToken: z.string().nullish(),
});
const List = z.object({ isLast: z.boolean().nullish(), values: z.array(z.looseObject({ id: Id })) });

export interface JiraSourceOptions {
  /** Of the site, like https://acme.atlassian.net */
  url: string;
  email: string;
  token: string;
  fields: JiraFields;
  now(): Date;
  onAttempt?: HttpOptions["onAttempt"];
}

interface Reading extends JiraSourceOptions {
  reads: JsonReads;
  what: string;
  signal: AbortSignal;
}

/** A site, read by what changed. Its webhooks tell the same sooner, where it has any. */
export function createJiraSource(options: JiraSourceOptions): TicketSource {
  const { url, email, token, now, onAttempt } = options;
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`;
  const headers = { authorization, accept: "application/json" };
  const vendor = { vendor: "Jira", baseUrl: url, headers, credential: "JIRA_TOKEN" };
  const reads = createJsonReads({ ...vendor, now, ...(onAttempt && { onAttempt }) });
  const readingOf = (project: string, signal: AbortSignal): Reading => {
    return { ...options, reads, what: `project ${project}`, signal };
  };
  return {
    vendor: "jira",
    issues: (project, since, signal) => readIssues(readingOf(project, signal), project, since),
    sprints: (project, signal) => readSprints(readingOf(project, signal), project),
    departures: (project, known, signal) => readDepartures(readingOf(project, signal), project, known),
  };
}

async function* readIssues(reading: Reading, project: string, since: Date | undefined): AsyncGenerator<TicketStep> {
  const jql = `project = "${project}" AND ${changedSince(reading.now(), since)} ORDER BY updated ASC`;
  const { points, sprint, flag } = reading.fields;
  const asked = { jql, fields: [...FIELDS, points, sprint, flag], maxResults: PAGE_SIZE };
  for await (const issues of search(reading, asked)) {
    const histories = await readHistories(
      reading,
      issues.map(({ id }) => id),
    );
    const events = issues.map((issue) => poll(reading, "issue", { issue, histories: histories.get(issue.id) ?? [] }));
    const last = issues.at(-1)?.fields.updated;
    if (last !== undefined) yield { events, reached: new Date(last) };
  }
}

/** Reckoned back from now: a moment would be read in the zone of whoever the token belongs to. */
function changedSince(now: Date, since: Date | undefined): string {
  const back = (ms: number) => `updated >= "-${Math.ceil(ms / MINUTE_MS) + 1}m"`;
  if (since) return back(now.getTime() - since.getTime() + OVERLAP_MS);
  return `(${back(FIRST_LOOK_BACK_MS)} OR statusCategory != Done)`;
}

async function* search({ reads, what, signal }: Reading, asked: { jql: string; fields: string[]; maxResults: number }) {
  let nextPageToken: string | null | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const body = { ...asked, ...(nextPageToken && { nextPageToken }) };
    const found = await reads.json("/rest/api/3/search/jql", { schema: Page, what, signal, body });
    if (found.issues.length > 0) yield found.issues;
    nextPageToken = found.nextPageToken;
    if (!nextPageToken) return;
  }
}

/** The whole history of each, by its id. */
async function readHistories({ reads, what, signal }: Reading, ids: string[]): Promise<Map<string, unknown[]>> {
  const histories = new Map<string, unknown[]>();
  let nextPageToken: string | null | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const body = { issueIdsOrKeys: ids, maxResults: HISTORIES_PER_PAGE, ...(nextPageToken && { nextPageToken }) };
    const told = await reads.json("/rest/api/3/changelog/bulkfetch", { schema: Changelogs, what, signal, body });
    for (const { issueId, changeHistories } of told.issueChangeLogs) {
      const known = histories.get(issueId) ?? [];
      histories.set(issueId, [...known, ...changeHistories.filter((one) => History.safeParse(one).success)]);
    }
    nextPageToken = told.nextPageToken;
    if (!nextPageToken) break;
  }
  return histories;
}

/** Those of every board that shows the project. A board without sprints answers with a refusal. */
async function readSprints(reading: Reading, project: string): Promise<NewEvent[]> {
  const boards = await readList(reading, `/rest/agile/1.0/board?projectKeyOrId=${encodeURIComponent(project)}`);
  const sprints = new Map<string, unknown>();
  for (const { id } of boards) {
    for (const sprint of await readBoard(reading, id)) sprints.set(sprint.id, sprint);
  }
  return [...sprints.values()].map((sprint) => poll(reading, "sprint", sprint));
}

async function readBoard(reading: Reading, board: string) {
  try {
    return await readList(reading, `/rest/agile/1.0/board/${encodeURIComponent(board)}/sprint`);
  } catch (error) {
    if (isRefused(error)) return [];
    throw error;
  }
}

async function readList({ reads, what, signal }: Reading, path: string) {
  const found: z.output<typeof List>["values"] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const at = `${path}${path.includes("?") ? "&" : "?"}startAt=${found.length}&maxResults=${PAGE_SIZE}`;
    const { values, isLast } = await reads.json(at, { schema: List, what, signal });
    found.push(...values);
    if (isLast !== false || values.length === 0) break;
  }
  return found;
}

/** A board that plans in no sprints says 400, one that is hidden 403 or 404. */
function isRefused(error: unknown): boolean {
  const isBad = error instanceof Error && "status" in error && error.status === 400;
  return isBad || isMissing(error);
}

/** The search may not show yet what was just made, so each that it lacks is asked for. */
async function readDepartures(reading: Reading, project: string, known: readonly string[]): Promise<NewEvent[]> {
  const listed = new Set<string>();
  const asked = { jql: `project = "${project}" ORDER BY updated ASC`, fields: ["updated"], maxResults: KEYS_PER_PAGE };
  for await (const issues of search(reading, asked)) for (const { key } of issues) listed.add(key);
  const events: NewEvent[] = [];
  for (const key of known) if (!listed.has(key)) events.push(...(await readDeparture(reading, key)));
  return events;
}

async function readDeparture(reading: Reading, key: string): Promise<NewEvent[]> {
  const { reads, what, signal } = reading;
  const path = `/rest/api/3/issue/${encodeURIComponent(key)}?fields=updated`;
  try {
    const issue = await reads.json(path, { schema: Found, what, signal });
    return issue.key === key ? [] : [poll(reading, "gone", { key, movedTo: issue.key })];
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [poll(reading, "gone", { key, movedTo: null })];
  }
}

function poll({ fields, url, now }: Reading, event: "issue" | "sprint" | "gone", payload: unknown): NewEvent {
  return fromPoll({ event, payload, receivedAt: now(), fields, siteUrl: url });
}
