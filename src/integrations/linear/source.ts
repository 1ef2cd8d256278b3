import { z } from "zod";
import type { NewEvent } from "#domain/events";
import { explainReply, ReplyError } from "../reply-error.ts";
import { FIRST_LOOK_BACK_MS, OVERLAP_MS, PAGES_MAX, type TicketSource, type TicketStep } from "../ticket-source.ts";
import { fromPoll } from "./normalise.ts";
import type { Graphql } from "./transport.ts";

/** Linear counts what a page may cost: history is what makes it dear. */
const PAGE_SIZE = 25;
const HISTORY_MAX = 50;
const KEYS_PER_PAGE = 250;
const CYCLES_MAX = 50;
const ENDED = ["completed", "canceled"];

const HISTORY = `id createdAt fromState { name } toState { name } fromCycle { id } toCycle { id }
  fromAssignee { id } toAssignee { id } fromParent { identifier } toParent { identifier } fromEstimate toEstimate`;
const ISSUE = `identifier title url priority estimate dueDate createdAt updatedAt trashed state { name type }
  assignee { id } parent { identifier } cycle { id } labels(first: 50) { nodes { name } }
  history(first: ${HISTORY_MAX}) { nodes { ${HISTORY} } }`;
const pageOf = (nodes: string) => `query Issues($filter: IssueFilter!, $first: Int!, $after: String) {
  issues(filter: $filter, first: $first, after: $after, includeArchived: true,
    sort: [{ updatedAt: { order: Ascending } }]) { nodes { ${nodes} } pageInfo { hasNextPage endCursor } }
}`;
const CYCLES = `query Cycles($team: String!, $first: Int!) {
  cycles(filter: { team: { key: { eq: $team } } }, first: $first) {
    nodes { id number name description startsAt endsAt completedAt updatedAt team { key } }
  }
}`;
const ONE = "query Issue($id: String!) { issue(id: $id) { identifier trashed } }";

const Node = z.looseObject({ identifier: z.string(), updatedAt: z.string() });
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const Page = z.object({ issues: z.object({ nodes: z.array(Node), pageInfo: PageInfo }) });
const Cycles = z.object({ cycles: z.object({ nodes: z.array(z.unknown()) }) });
const One = z.object({ issue: z.object({ identifier: z.string(), trashed: z.boolean().nullish() }) });

interface Reading {
  graphql: Graphql;
  now(): Date;
}

/** A workspace, read team by team by what changed; its webhooks tell sooner, and without the history. */
export function createLinearSource(graphql: Graphql, now: () => Date): TicketSource {
  async function ask(document: string, variables?: Record<string, unknown>): Promise<unknown> {
    try {
      return await graphql(document, variables);
    } catch (error) {
      if (isMissing(error)) throw error;
      throw explainReply(error, { vendor: "Linear", what: "team", credential: "LINEAR_API_KEY" }, now());
    }
  }
  const reading = { graphql: ask, now };
  return {
    vendor: "linear",
    issues: (team, since, signal) => readIssues(reading, toFilter(team, now(), since), signal),
    sprints: (team) => readCycles(reading, team),
    departures: (team, known, signal) => readDepartures(reading, { team, known }, signal),
  };
}

function toFilter(team: string, now: Date, since: Date | undefined) {
  const filter = { team: { key: { eq: team } } };
  const after = (at: number) => ({ updatedAt: { gte: new Date(at).toISOString() } });
  if (since) return { ...filter, ...after(since.getTime() - OVERLAP_MS) };
  return { ...filter, or: [after(now.getTime() - FIRST_LOOK_BACK_MS), { state: { type: { nin: ENDED } } }] };
}

async function* readIssues(reading: Reading, filter: object, signal: AbortSignal): AsyncGenerator<TicketStep> {
  for await (const nodes of pages(reading, { nodes: ISSUE, filter, first: PAGE_SIZE }, signal)) {
    const events = nodes.map((payload) => fromPoll({ event: "issue", payload, receivedAt: reading.now() }));
    const last = nodes.at(-1)?.updatedAt;
    if (last !== undefined) yield { events, reached: new Date(last) };
  }
}

async function* pages(
  { graphql }: Reading,
  { nodes, ...variables }: { nodes: string; filter: object; first: number },
  signal: AbortSignal,
) {
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    signal.throwIfAborted();
    const { issues } = Page.parse(await graphql(pageOf(nodes), { ...variables, after }));
    yield issues.nodes;
    const { hasNextPage, endCursor = null } = issues.pageInfo;
    if (!hasNextPage) return;
    after = endCursor;
  }
}

async function readCycles({ graphql, now }: Reading, team: string): Promise<NewEvent[]> {
  const { cycles } = Cycles.parse(await graphql(CYCLES, { team, first: CYCLES_MAX }));
  return cycles.nodes.map((payload) => fromPoll({ event: "cycle", payload, receivedAt: now() }));
}

interface Known {
  team: string;
  known: readonly string[];
}

async function readDepartures(reading: Reading, { team, known }: Known, signal: AbortSignal): Promise<NewEvent[]> {
  const listed = new Set<string>();
  const asked = { nodes: "identifier updatedAt", filter: { team: { key: { eq: team } } }, first: KEYS_PER_PAGE };
  for await (const nodes of pages(reading, asked, signal)) for (const { identifier } of nodes) listed.add(identifier);
  const events: NewEvent[] = [];
  for (const key of known) if (!listed.has(key)) events.push(...(await readDeparture(reading, key)));
  return events;
}

/** An issue that was moved to another team answers to its former key. */
async function readDeparture({ graphql, now }: Reading, identifier: string): Promise<NewEvent[]> {
  const gone = (movedTo: string | null) =>
    fromPoll({ event: "gone", payload: { identifier, movedTo }, receivedAt: now() });
  try {
    const { issue } = One.parse(await graphql(ONE, { id: identifier }));
    if (issue.trashed) return [gone(null)];
    return issue.identifier === identifier ? [] : [gone(issue.identifier)];
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [gone(null)];
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof ReplyError && error.status === 404;
}
