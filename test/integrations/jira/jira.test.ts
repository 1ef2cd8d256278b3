import { expect, it } from "vitest";
import { createJiraClient } from "#integrations/jira/client";
import { createJiraReads } from "#integrations/jira/reads";
import { createJiraWrites } from "#integrations/jira/writes";
import { fromAdf } from "#lib/adf-markdown";
import { NeverSentError, RefusedError, UnavailableError, UserError } from "#lib/errors";
import { findFreePort } from "#sandbox/wire/free-port";
import { serve } from "../../support/http.ts";
import { openTrackers } from "../../support/trackers.ts";

const now = () => new Date("2026-11-20T10:00:00Z");
const NEW = {
  ...{ project: "API", issueTypeId: "10002", title: "New", body: "**Bold** <words>", parent: null, priority: "Low" },
  ...{ label: "adjutant-12345678", mark: "k1" },
};

async function connect(change: { token?: string; url?: string } = {}) {
  const trackers = await openTrackers();
  const { url, email, token } = trackers.jira;
  const options = { url, email, token, ...change };
  let client: ReturnType<typeof createJiraClient> | undefined;
  const reading = {
    ...{ url: options.url, now },
    client: () => {
      client ??= createJiraClient({
        ...options,
        onMismatch: ({ url: path, issue }) => {
          throw new Error(`${path}: ${issue}`);
        },
      });
      return client;
    },
  };
  return { ...trackers, reads: createJiraReads(reading), writes: createJiraWrites(reading) };
}

it("reads what the library itself finds well formed", async () => {
  const { reads, jira } = await connect();
  expect(await reads.project("API")).toMatchObject({ key: "API", name: "Acme api", url: `${jira.url}/browse/API` });
  expect((await reads.project("API")).issueTypes.map(({ name }) => name)).toEqual(["Task", "Bug", "Epic", "Story"]);
  expect(await reads.issue("API-1001")).toMatchObject({
    ...{ key: "API-1001", status: "In Progress", isDone: false, url: `${jira.url}/browse/API-1001` },
    assignee: { name: "Grace Lindt" },
  });
  expect((await reads.transitions("API-1001")).map(({ to, isDone }) => [to, isDone])).toContainEqual(["Done", true]);
  const [ben] = await reads.assignable("API-1001", { query: "benosei@acme.example" });
  expect(await reads.assignable("API-1001", { accountId: ben?.accountId ?? "" })).toEqual([ben]);
});

it("makes an issue that its marks find again, with its text as a document", async () => {
  const { reads, writes, world } = await connect();
  const { key } = await writes.createIssue(NEW);
  expect(await reads.markedIssue("API", NEW)).toMatchObject({ key, title: "New" });
  expect(await reads.markedIssue("API", { ...NEW, mark: "another" })).toBeUndefined();
  const ticket = world.state.tickets.at(-1);
  expect(ticket).toMatchObject({ kind: "Bug", priority: "Low", labels: ["adjutant-12345678"] });
  expect(fromAdf(ticket?.text)).toBe(NEW.body);
});

it("finds only its own comment by the mark", async () => {
  const { reads, writes, world } = await connect();
  const since = new Date(Date.now() - 60_000);
  const made = await writes.comment("API-1001", { body: "Said", mark: "k1" });
  const [comment] = world.state.tickets[0]?.comments ?? [];
  expect(await reads.markedComment("API-1001", "k1", since)).toEqual(made);
  expect(await reads.markedComment("API-1001", "k2", since)).toBeUndefined();
  expect(await reads.markedComment("API-1001", "k1", new Date(Date.now() + 60_000))).toBeUndefined();
  if (comment) comment.author = "benosei";
  expect(await reads.markedComment("API-1001", "k1", since)).toBeUndefined();
});

it.each([400, 401, 403, 404, 409, 422, 429])("takes an answer of %i for a refusal of the write", async (status) => {
  const { writes, jira } = await connect();
  jira.fault({ kind: "status", status, ...(status === 429 && { retryAfter: 60 }) });
  const error = await writes.assign("API-1001", null).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RefusedError);
  const retryAt = status === 429 ? new Date("2026-11-20T10:01:00Z") : undefined;
  expect((error as RefusedError).retryAt).toEqual(retryAt);
});

it.each([
  ["a lost answer", { kind: "reset_after" }],
  ["a broken connection", { kind: "reset" }],
  ["half an answer", { kind: "truncated" }],
  ["trouble of Jira's", { kind: "status", status: 500 }],
] as const)("does not know how a write ended after %s", async (_name, fault) => {
  const { writes, jira } = await connect();
  jira.fault({ ...fault, on: "POST" });
  const error = await writes.comment("API-1001", { body: "x", mark: "k" }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(RefusedError);
  expect(error).not.toBeInstanceOf(NeverSentError);
  expect(jira.requests.entries().filter(({ method }) => method === "POST")).toHaveLength(1);
});

it("knows that nothing was sent where nobody listens", async () => {
  const { writes } = await connect({ url: `http://127.0.0.1:${await findFreePort()}` });
  await expect(writes.assign("API-1001", null)).rejects.toThrow(NeverSentError);
});

it("tells a reader what to mend, and what only time mends", async () => {
  const { reads, jira } = await connect();
  await expect(reads.issue("API-9")).rejects.toThrow("Jira shows no issue API-9 to this token.");
  jira.fault({ kind: "token_expired" });
  await expect(reads.issue("API-1001")).rejects.toThrow(UserError);
  jira.fault({ kind: "status", status: 429, retryAfter: 120 });
  await expect(reads.issue("API-1001")).rejects.toThrow(UnavailableError);
  jira.fault({ kind: "truncated" });
  await expect(reads.issue("API-1001")).rejects.toThrow(UnavailableError);
});

it("is not led out of its path by a name", async () => {
  const { reads, jira } = await connect();
  await expect(reads.issue("../../../secure/x")).rejects.toThrow("out of Jira's path");
  await expect(reads.issue("API-1?expand=all")).rejects.toThrow("out of Jira's path");
  expect(jira.requests.count()).toBe(0);
});

it("says what it was refused for in no more than a few words of Jira's", async () => {
  const messages = { errorMessages: ["x".repeat(5_000)], errors: {} };
  const url = await serve((_request, reply) => reply.writeHead(400).end(JSON.stringify(messages)));
  const { writes } = await connect({ url });
  const error = await writes.assign("API-1001", null).catch((caught: unknown) => caught);
  expect((error as Error).message.length).toBeLessThanOrEqual(300);
});
