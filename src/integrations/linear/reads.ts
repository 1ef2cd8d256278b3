import { z } from "zod";
import { UserError } from "#lib/errors";
import { explainReply, ReplyError } from "../reply-error.ts";
import type { Graphql } from "./transport.ts";

const CREDENTIAL = "LINEAR_API_KEY";
const UUID = /^[0-9a-f-]{36}$/;

const User = z.object({ id: z.string(), name: z.string() });
const State = z.object({ id: z.string(), name: z.string(), type: z.string() });
const Team = z
  .object({ id: z.string(), key: z.string(), name: z.string(), states: z.object({ nodes: z.array(StateInOrder()) }) })
  .transform(({ states, ...team }) => ({ ...team, states: inOrder(states.nodes) }));
const Issue = z
  .object({
    ...{ id: z.string(), identifier: z.string(), title: z.string(), url: z.string(), state: State },
    ...{ assignee: User.nullable(), team: Team },
  })
  .transform(({ identifier, ...issue }) => ({ ...issue, key: identifier }));

const Found = z
  .object({ identifier: z.string(), title: z.string(), url: z.string() })
  .transform(({ identifier, ...found }) => ({ ...found, key: identifier }));

const TEAM_FIELDS = "id key name states(first: 50) { nodes { id name type position } }";
const ISSUE_FIELDS = `id identifier title url state { id name type } assignee { id name } team { ${TEAM_FIELDS} }`;
const TEAM = `query Team($key: String!) { teams(filter: { key: { eq: $key } }, first: 1) { nodes { ${TEAM_FIELDS} } } }`;
const ISSUE = `query Issue($id: String!) { issue(id: $id) { ${ISSUE_FIELDS} } }`;
const SEARCH = `query Search($words: String!, $team: String!, $first: Int!) {
  searchIssues(term: $words, first: $first, filter: { team: { key: { eq: $team } } }) { nodes { identifier title url } }
}`;
const COMMENT = "query Comment($id: String!) { comment(id: $id) { id url } }";
const USERS = `query Users($words: String!) {
  users(first: 10, filter: { or: [
    { email: { eqIgnoreCase: $words } }, { name: { eqIgnoreCase: $words } }, { displayName: { eqIgnoreCase: $words } }
  ] }) { nodes { id name } }
}`;
const ALL_USERS = "query People($first: Int!) { users(first: $first) { nodes { id name email } } }";
const USERS_MAX = 250;
const FOUND_MAX = 50;

/** What is read of Linear at this moment (kernel/ports/linear.ts), by documents that ask for no more than is used. */
export function createLinearReads(graphql: Graphql, now: () => Date) {
  async function ask(what: string, read: () => Promise<unknown>): Promise<unknown> {
    try {
      return await read();
    } catch (error) {
      throw explainReply(error, { vendor: "Linear", what, credential: CREDENTIAL }, now());
    }
  }

  return {
    async team(key: string) {
      const data = await ask(`team ${key}`, () => graphql(TEAM, { key }));
      const { nodes } = z.object({ teams: z.object({ nodes: z.array(Team) }) }).parse(data).teams;
      const [team] = nodes;
      if (!team) throw new UserError(`Linear shows no team ${key} to this token. Check the key of the project.`);
      return team;
    },
    async issue(key: string) {
      const data = await ask(`issue ${key}`, () => graphql(ISSUE, { id: key }));
      return z.object({ issue: Issue }).parse(data).issue;
    },
    async issueById(id: string) {
      const data = await ask(`issue ${id}`, () => unlessMissing(() => graphql(ISSUE, { id })));
      return data === undefined ? undefined : z.object({ issue: Issue }).parse(data).issue;
    },
    async searchIssues(team: string, words: string) {
      const data = await ask(`team ${team}`, () => graphql(SEARCH, { words, team, first: FOUND_MAX }));
      const { nodes } = z.object({ searchIssues: z.object({ nodes: z.array(Found) }) }).parse(data).searchIssues;
      return nodes;
    },
    async commentById(id: string) {
      const data = await ask(`comment ${id}`, () => unlessMissing(() => graphql(COMMENT, { id })));
      return data === undefined ? undefined : z.object({ comment: z.object({ url: z.string() }) }).parse(data).comment;
    },
    async users(query: string) {
      const isId = UUID.test(query);
      const data = await ask("people", () =>
        isId ? graphql(ALL_USERS, { first: USERS_MAX }) : graphql(USERS, { words: query }),
      );
      const { nodes } = z.object({ users: z.object({ nodes: z.array(User) }) }).parse(data).users;
      return isId ? nodes.filter(({ id }) => id === query) : nodes;
    },
  };
}

function StateInOrder() {
  return State.extend({ position: z.number() });
}

function inOrder(states: z.output<ReturnType<typeof StateInOrder>>[]) {
  return states.toSorted((a, b) => a.position - b.position).map(({ position: _, ...state }) => state);
}

async function unlessMissing(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ReplyError && error.status === 404) return undefined;
    throw error;
  }
}
