import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { uuidOf } from "#sandbox/world/tickets";
import { serve } from "../../support/http.ts";
import { openTrackers, type Trackers } from "../../support/trackers.ts";

async function ask({ linear }: Pick<Trackers, "linear">, query: string, variables: object = {}, key = linear.key) {
  const headers = { authorization: key, "content-type": "application/json" };
  const reply = await fetch(linear.url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}

const CREATE = "mutation C($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { identifier } } }";

it("answers what was selected and nothing else", async () => {
  const { body } = await ask(await openTrackers(), '{ issue(id: "WEB-1001") { title state { name } } }');
  expect(body).toEqual({ data: { issue: { title: "Rework the checkout form", state: { name: "In Progress" } } } });
});

it("refuses a field it does not know, and what is no document", async () => {
  const trackers = await openTrackers();
  expect(await ask(trackers, "{ viewer { shoeSize } }")).toMatchObject({
    status: 400,
    body: { errors: [{ extensions: { type: "graphql error" } }] },
  });
  expect((await ask(trackers, "{ viewer {")).status).toBe(400);
  expect((await ask(trackers, "{ viewer { id } }", {}, "wrong")).status).toBe(401);
  expect((await fetch(trackers.linear.url.replace("graphql", "rest"))).status).toBe(404);
});

const SEARCH =
  "query S($term: String!, $filter: IssueFilter) { searchIssues(term: $term, filter: $filter) { nodes { identifier } } }";

it("searches for words, of one team where that is asked for, and refuses none", async () => {
  const trackers = await openTrackers();
  const found = async (term: string, key: string) => {
    const { body } = await ask(trackers, SEARCH, { term, filter: { team: { key: { eq: key } } } });
    return body.data?.searchIssues?.nodes ?? body.errors[0].extensions.type;
  };
  expect(await found("the searches forget", "WEB")).toEqual([{ identifier: "WEB-1003" }, { identifier: "WEB-1001" }]);
  expect(await found("the searches forget", "API")).toEqual([]);
  expect(await found("  ", "WEB")).toBe("invalid input");
});

it("takes an id of the client once", async () => {
  const trackers = await openTrackers();
  const team = await ask(trackers, '{ teams(filter: { key: { eq: "WEB" } }) { nodes { id } } }');
  const teamId = team.body.data.teams.nodes[0].id;
  const input = { id: uuidOf("mine"), teamId, title: "New" };
  expect((await ask(trackers, CREATE, { input })).body.data.issueCreate.success).toBe(true);
  const again = await ask(trackers, CREATE, { input });
  expect(again.body.errors[0].extensions.type).toBe("invalid input");
  expect(trackers.world.state.tickets.filter(({ title }) => title === "New")).toHaveLength(1);
  expect((await ask(trackers, CREATE, { input: { id: "no uuid", teamId, title: "x" } })).body.errors).toHaveLength(1);
});

it("says that it is too much in its own way", async () => {
  const trackers = await openTrackers();
  trackers.linear.fault({ kind: "status", status: 429, retryAfter: 7 });
  expect(await ask(trackers, "{ viewer { id } }")).toMatchObject({
    status: 400,
    body: { errors: [{ extensions: { type: "ratelimited" } }] },
  });
});

it("tells what was written, signed, with the moment in it", async () => {
  const secret = "a secret of some length";
  const told: unknown[] = [];
  const url = await serve(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const isSigned = request.headers["linear-signature"] === createHmac("sha256", secret).update(raw).digest("hex");
    const { type, action, webhookTimestamp } = JSON.parse(raw.toString());
    told.push({ type, action, isSigned, isFresh: Math.abs(Date.now() - webhookTimestamp) < 60_000 });
    reply.end();
  });
  const trackers = await openTrackers({ webhook: { url, secret } });
  const say = 'mutation { commentCreate(input: { issueId: "WEB-1001", body: "x" }) { success } }';
  await ask(trackers, say);
  await trackers.linear.hooks.settled();
  expect(told).toEqual([{ type: "Comment", action: "create", isSigned: true, isFresh: true }]);
});
