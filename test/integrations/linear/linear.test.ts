import { expect, it } from "vitest";
import { createLinearReads } from "#integrations/linear/reads";
import { createGraphql } from "#integrations/linear/transport";
import { createLinearWrites } from "#integrations/linear/writes";
import { NeverSentError, RefusedError, UnavailableError, UserError } from "#lib/errors";
import { findFreePort } from "#sandbox/wire/free-port";
import { uuidOf } from "#sandbox/world/tickets";
import { serve } from "../../support/http.ts";
import { openTrackers } from "../../support/trackers.ts";

const now = () => new Date("2026-11-20T10:00:00Z");
const ID = uuidOf("chosen by us");

async function connect(apiUrl?: string) {
  const trackers = await openTrackers();
  const graphql = createGraphql({ apiUrl: apiUrl ?? trackers.linear.url, apiKey: trackers.linear.key });
  return { ...trackers, reads: createLinearReads(graphql, now), writes: createLinearWrites(graphql, now) };
}

async function teamId({ reads }: Pick<Awaited<ReturnType<typeof connect>>, "reads">) {
  return (await reads.team("WEB")).id;
}

it("reads a team, an issue and people by documents of its own", async () => {
  const { reads } = await connect();
  const { states } = await reads.team("WEB");
  expect(states.map(({ name }) => name)).toEqual(["Backlog", "Todo", "In Progress", "In Review", "Done", "Canceled"]);
  const issue = await reads.issue("WEB-1001");
  expect(issue).toMatchObject({ key: "WEB-1001", state: { name: "In Progress" }, assignee: { name: "Dev Raghavan" } });
  expect(await reads.issueById(issue.id)).toEqual(issue);
  expect(await reads.issueById(ID)).toBeUndefined();
  const [elif] = await reads.users("elifay@acme.example");
  expect(await reads.users(elif?.id ?? "")).toEqual([elif]);
});

it("writes with the library's own documents, under an id that is taken once", async () => {
  const linear = await connect();
  const issue = { id: ID, teamId: await teamId(linear), title: "New", body: "**Bold**", priority: 4 };
  await linear.writes.createIssue(issue);
  await expect(linear.writes.createIssue(issue)).rejects.toThrow(RefusedError);
  expect(await linear.reads.issueById(ID)).toMatchObject({ title: "New" });
  await linear.writes.comment({ id: uuidOf("said"), issueId: ID, body: "Said" });
  expect(await linear.reads.commentById(uuidOf("said"))).toMatchObject({ url: expect.stringContaining("#comment-") });
  expect(linear.world.state.tickets.at(-1)).toMatchObject({ text: "**Bold**", priority: "4" });
});

it.each([
  [400, undefined],
  [401, undefined],
  [429, new Date("2026-11-20T10:00:30Z")],
])("takes an answer of %i for a refusal of the write", async (status, retryAt) => {
  const { writes, linear } = await connect();
  linear.fault({ kind: "status", status, retryAfter: 30 });
  const error = await writes.setState(ID, ID).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RefusedError);
  expect((error as RefusedError).retryAt).toEqual(retryAt);
});

it.each([
  ["a lost answer", { kind: "reset_after" }],
  ["half an answer", { kind: "truncated" }],
  ["trouble of Linear's", { kind: "status", status: 502 }],
] as const)("does not know how a write ended after %s", async (_name, fault) => {
  const { writes, linear } = await connect();
  linear.fault({ ...fault, on: "commentCreate" });
  const error = await writes.comment({ id: ID, issueId: "WEB-1001", body: "x" }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(RefusedError);
  expect(error).not.toBeInstanceOf(NeverSentError);
  expect(linear.requests.entries().filter(({ operation }) => operation === "commentCreate")).toHaveLength(1);
});

it.each([
  ["internal error", false],
  ["lock timeout", false],
  ["user error", true],
  ["Forbidden", true],
])("knows that an answer of 200 with “%s” is a refusal: %s", async (type, isRefused) => {
  const body = { data: null, errors: [{ message: "no", extensions: { type } }] };
  const { writes } = await connect(await serve((_request, reply) => reply.end(JSON.stringify(body))));
  const error = await writes.setState(ID, ID).catch((caught: unknown) => caught);
  expect(error instanceof RefusedError).toBe(isRefused);
});

it("knows that nothing was sent where nobody listens", async () => {
  const { writes } = await connect(`http://127.0.0.1:${await findFreePort()}/graphql`);
  await expect(writes.setState(ID, ID)).rejects.toThrow(NeverSentError);
});

it("tells a reader what to mend, and what only time mends", async () => {
  const { reads, linear } = await connect();
  await expect(reads.issue("WEB-9")).rejects.toThrow("Linear shows no issue WEB-9 to this token.");
  await expect(reads.team("NO")).rejects.toThrow(UserError);
  linear.fault({ kind: "token_expired" });
  await expect(reads.issueById(ID)).rejects.toThrow("Renew LINEAR_API_KEY");
  linear.fault({ kind: "status", status: 429 });
  await expect(reads.issueById(ID)).rejects.toThrow(UnavailableError);
  linear.fault({ kind: "reset" });
  await expect(reads.issueById(ID)).rejects.toThrow(UnavailableError);
});
