import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { createJiraSandbox } from "#sandbox/jira/sandbox";
import { serve } from "../../support/http.ts";
import { freshWorld, openTrackers, type Trackers } from "../../support/trackers.ts";

const TEXT = { type: "doc", version: 1, content: [{ type: "paragraph", content: [{ type: "text", text: "words" }] }] };
const FIELDS = { project: { key: "API" }, issuetype: { name: "Task" }, summary: "New", description: TEXT };

async function ask({ jira }: Pick<Trackers, "jira">, method: string, path: string, body?: unknown) {
  const authorization = `Basic ${Buffer.from(`${jira.email}:${jira.token}`).toString("base64")}`;
  const init = { method, headers: { authorization }, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const reply = await fetch(`${jira.url}${path}`, init);
  const text = await reply.text();
  return { status: reply.status, body: text === "" ? undefined : JSON.parse(text) };
}

it("lets nobody in without the token, and knows only its own paths", async () => {
  const { jira } = await openTrackers();
  expect((await fetch(`${jira.url}/rest/api/3/myself`)).status).toBe(401);
  expect((await ask({ jira }, "GET", "/rest/api/3/nothing")).status).toBe(404);
  expect((await ask({ jira }, "POST", "/rest/api/2/issue", { fields: FIELDS })).status).toBe(404);
  expect((await ask({ jira }, "GET", "/rest/api/3/issue/API-9")).status).toBe(404);
});

it.each([
  ["a string where a document belongs", { description: "words" }, "description"],
  [
    "an empty text",
    { description: { ...TEXT, content: [{ type: "paragraph", content: [{ type: "text", text: "" }] }] } },
    "description",
  ],
  ["no summary", { summary: " " }, "summary"],
  ["an unknown project", { project: { key: "NO" } }, "project"],
  ["an unknown kind", { issuetype: { name: "Epicness" } }, "issuetype"],
  ["a label of two words", { labels: ["two words"] }, "labels"],
])("refuses %s", async (_name, fields, field) => {
  const trackers = await openTrackers();
  const reply = await ask(trackers, "POST", "/rest/api/3/issue", { fields: { ...FIELDS, ...fields } });
  expect(reply.status).toBe(400);
  expect(Object.keys(reply.body.errors)).toEqual([field]);
  expect(trackers.world.state.tickets).toHaveLength(6);
});

it("finds a new issue only once the search has caught up", async () => {
  const trackers = await openTrackers();
  await ask(trackers, "POST", "/rest/api/3/issue", { fields: { ...FIELDS, labels: ["fresh"] } });
  trackers.jira.fault({ kind: "search_lag", ms: 60_000 });
  const search = () => ask(trackers, "POST", "/rest/api/3/search/jql", { jql: 'project = "API" AND labels = "fresh"' });
  expect((await search()).body.issues).toEqual([]);
  expect((await search()).body.issues).toHaveLength(1);
  expect((await ask(trackers, "POST", "/rest/api/3/search/jql", { jql: "text ~ x" })).status).toBe(400);
});

it.each([
  ['project = "API" AND (summary ~ "export" OR summary ~ "queue") ORDER BY created DESC', ["API-1002", "API-1003"]],
  ['project = "API" AND summary ~ "large exports"', ["API-1003"]],
  ['project = "API" AND summary ~ "gravel"', []],
  ['summary ~ "export"', 400],
  ['project = "API" AND summary ~ "exp*"', 400],
  ['project = "API" AND summary ~ "a (b"', 400],
  ['project = "API" AND (summary ~ "" OR summary ~ "x")', 400],
  ['project = "API" ORDER BY shoesize', 400],
])("searches for words in titles: %s", async (jql, expected) => {
  const trackers = await openTrackers();
  const { status, body } = await ask(trackers, "POST", "/rest/api/3/search/jql", { jql, fields: ["summary"] });
  const keys = body.issues?.map(({ key }: { key: string }) => key).sort();
  expect(status === 200 ? keys : status).toEqual(expected);
});

it("offers only the ways that lead on from a status", async () => {
  const trackers = await openTrackers();
  const { body } = await ask(trackers, "GET", "/rest/api/3/issue/API-1003/transitions");
  expect(body.transitions.map(({ to }: { to: { name: string } }) => to.name)).toEqual(["In Progress"]);
  const path = "/rest/api/3/issue/API-1003/transitions";
  expect((await ask(trackers, "POST", path, { transition: { id: "41" } })).status).toBe(400);
  expect((await ask(trackers, "POST", path, { transition: { id: "21" } })).status).toBe(204);
});

it("tells what was written, signed over the raw bytes", async () => {
  const told: { event: string; isSigned: boolean }[] = [];
  const secret = "a secret of some length";
  const url = await serve(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const signature = `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
    const isSigned = request.headers["x-hub-signature"] === signature;
    told.push({ event: JSON.parse(raw.toString()).webhookEvent, isSigned });
    reply.end();
  });
  const trackers = await openTrackers({ webhook: { url, secret } });
  await ask(trackers, "POST", "/rest/api/3/issue", { fields: FIELDS });
  trackers.jira.fault({ kind: "delivery_forged", on: "jira:issue_updated" });
  await ask(trackers, "PUT", "/rest/api/3/issue/API-1001/assignee", { accountId: null });
  await trackers.jira.hooks.settled();
  expect(told).toEqual([
    { event: "jira:issue_created", isSigned: true },
    { event: "jira:issue_updated", isSigned: false },
  ]);
});

it("keeps every request in its ledger, and takes its switches over HTTP", async () => {
  const jira = await createJiraSandbox({ world: freshWorld() });
  const fault = JSON.stringify({ kind: "status", status: 503, on: "GET" });
  expect((await fetch(`${jira.url}/_sandbox/faults`, { method: "POST", body: fault })).status).toBe(200);
  expect((await ask({ jira }, "GET", "/rest/api/3/myself")).status).toBe(503);
  expect((await ask({ jira }, "GET", "/rest/api/3/myself")).status).toBe(200);
  const ledger = (await (await fetch(`${jira.url}/_sandbox/ledger`)).json()) as { requests: { status: number }[] };
  expect(ledger.requests.map(({ status }) => status)).toEqual([503, 200]);
  await jira.close();
});
