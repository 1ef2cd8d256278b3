import Database from "better-sqlite3";
import { expect, it, onTestFinished, vi } from "vitest";
import type { NewEvent } from "#domain/events";
import { parseDeliveryLine } from "#integrations/import-line";
import type { Store } from "#store/db";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createTickets } from "#store/tickets";
import * as github from "../support/github.ts";
import { createDatabase, dialects, openMigrated, openTestStore } from "../support/stores.ts";

const at = (time: string) => new Date(`2026-11-${time}Z`);

it.each(dialects)("tells what was open at an instant, whatever came later (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const closed = { state: "closed", closed_at: "2026-11-19T09:00:00Z", updated_at: "2026-11-19T09:00:00Z" };
  await ingest(store, [
    github.delivered("pull_request", github.pullPayload("opened")),
    github.delivered("pull_request", github.pullPayload("closed", closed)),
    github.delivered("pull_request", github.pullPayload("reopened", { updated_at: "2026-11-19T12:00:00Z" })),
    github.delivered("pull_request", github.pullPayload("opened", { number: 8, created_at: "2026-11-20T00:00:00Z" })),
  ]);
  const facts = createFacts(store);
  const openAt = async (time: string) =>
    (await facts.openPullRequests(["acme/api"], at(time))).map(({ number }) => number);
  expect(await openAt("18T08:59:59")).toEqual([]);
  expect(await openAt("18T09:00:00")).toEqual([7]);
  expect(await openAt("19T09:00:00")).toEqual([]);
  expect(await openAt("19T12:00:00")).toEqual([7]);
  expect(await openAt("20T10:00:00")).toEqual([7, 8]);
  expect(await facts.openPullRequests(["acme/web"], at("20T10:00:00"))).toEqual([]);
  expect(await facts.openPullRequests(null, at("20T10:00:00"))).toHaveLength(2);
});

it.each(dialects)("puts together reviews, activity, checks and commits of a pull request (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const push = {
    ...{ ref: "refs/heads/ACME-7-cache", before: "a", after: "c0ffee", repository: github.REPOSITORY },
    ...{
      commits: [{ message: "ACME-9 tune" }],
      head_commit: { timestamp: "2026-11-18T09:30:00Z" },
      sender: github.ADA,
    },
  };
  await ingest(store, [
    github.delivered("pull_request_review", github.reviewPayload("approved", "2026-11-19T09:00:00Z")),
    github.delivered("pull_request", github.pullPayload("opened")),
    github.delivered("workflow_run", github.runPayload("failure", "2026-11-18T10:00:00Z")),
    github.delivered("push", push),
  ]);
  const [pull] = await createFacts(store).pullRequests(["acme/api#7", "acme/api#999"], at("20T10:00:00"));
  expect(pull).toMatchObject({
    subject: "acme/api#7",
    author: "ada",
    requestedReviewers: ["ben"],
    lines: 10,
    firstReviewAt: at("19T09:00:00"),
    lastActivityAt: at("19T09:00:00"),
    reviews: [{ person: "ben", state: "approved", at: at("19T09:00:00") }],
    checks: { state: "red", failing: ["CI"], redSince: at("18T10:00:00") },
    commitSubjects: ["ACME-9 tune"],
    labels: ["speed"],
  });
});

it.each(dialects)("lists what ended within a window, its beginning included and its end not (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const ended = (number: number, closed_at: string, merged: boolean) => {
    const change = { number, state: "closed", closed_at, updated_at: closed_at, merged_at: merged ? closed_at : null };
    return github.delivered("pull_request", github.pullPayload("closed", change));
  };
  await ingest(store, [
    ended(1, "2026-11-18T23:59:59Z", true),
    ended(2, "2026-11-19T00:00:00Z", true),
    ended(3, "2026-11-19T12:00:00Z", false),
    ended(4, "2026-11-20T00:00:00Z", true),
  ]);
  const found = await createFacts(store).endedPullRequests(null, { from: at("19T00:00:00"), to: at("20T00:00:00") });
  expect(found.map(({ number, state }) => [number, state])).toEqual([
    [3, "closed"],
    [2, "merged"],
  ]);
});

it.each(dialects)(
  "knows deployments by their outcome, and a failure until its line succeeds again (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const deployed = (id: number, state: string, time: string) =>
      github.delivered("deployment_status", github.deploymentPayload(id, { state, created_at: `2026-11-${time}Z` }));
    await ingest(store, [
      github.delivered("deployment", github.deploymentPayload(3)),
      deployed(1, "success", "18T10:00:00"),
      deployed(2, "failure", "18T11:00:00"),
      deployed(3, "success", "18T12:00:00"),
    ]);
    const facts = createFacts(store);
    const day = { from: at("18T00:00:00"), to: at("19T00:00:00") };
    const listed = await facts.deployments(["acme/api"], day);
    expect(listed.map(({ ref, status }) => [ref, status])).toEqual([
      ["v3", "success"],
      ["v2", "failure"],
      ["v1", "success"],
    ]);
    expect(listed[0]).toMatchObject({ creator: "ada", branch: "main" });
    const failedAt = async (time: string) => (await facts.failedDeployments(null, at(time))).map(({ ref }) => ref);
    expect(await failedAt("18T10:30:00")).toEqual([]);
    expect(await failedAt("18T11:30:00")).toEqual(["v2"]);
    expect(await failedAt("18T12:00:00")).toEqual([]);
    expect(await createFacts(store, { environments: ["staging"] }).deployments(null, day)).toEqual([]);
  },
);

it.each(dialects)("knows an incident from its opening to its end, through a reopening (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const state = (name: string, time: string) => {
    const updated_at = `2026-11-${time}Z`;
    const change = { state: name, updated_at, closed_at: name === "closed" ? updated_at : null };
    return github.delivered("issues", github.issuePayload(change));
  };
  await ingest(store, [
    state("open", "18T09:00:00"),
    state("closed", "18T12:00:00"),
    state("open", "18T15:00:00"),
    github.delivered("issues", github.issuePayload({ number: 71, labels: [] })),
  ]);
  const facts = createFacts(store);
  const openAt = async (time: string) => (await facts.openIncidents(null, at(time))).map(({ number }) => number);
  expect(await openAt("18T10:00:00")).toEqual([70]);
  expect(await openAt("18T13:00:00")).toEqual([]);
  expect(await openAt("18T16:00:00")).toEqual([70]);
});

it("finds everything for a report through indexes of the facts, and nothing in the events", async () => {
  const file = await createDatabase("sqlite");
  const store = await openMigrated(file);
  await ingest(store, [
    github.delivered("pull_request", github.pullPayload("opened")),
    github.delivered(
      "deployment_status",
      github.deploymentPayload(1, { state: "failure", created_at: "2026-11-18T10:00:00Z" }),
    ),
    github.delivered("issues", github.issuePayload()),
    toTicketEvent(),
  ]);
  const prepare = vi.spyOn(Database.prototype, "prepare");
  await readAll(store);
  const statements = [...new Set(prepare.mock.calls.map(([text]) => text))];
  prepare.mockRestore();

  expect(statements.length).toBeGreaterThan(12);
  const planner = new Database(file, { readonly: true });
  onTestFinished(() => void planner.close());
  for (const statement of statements) {
    const parameters = Array(statement.split("?").length - 1).fill("[]");
    const plan = planner.prepare<unknown[], { detail: string }>(`explain query plan ${statement}`).all(...parameters);
    const details = plan.map(({ detail }) => detail);
    expect(details.filter((detail) => /\bevents\b/.test(detail))).toEqual([]);
    expect(details.filter((detail) => detail.startsWith("SCAN") && !SMALL.test(detail))).toEqual([]);
  }
});

/** Lists given as parameters, the steps from one repository to the next, and the one row that each source has. */
const SMALL = /json_each|known|CONSTANT ROW|sources|USING COVERING INDEX sqlite_autoindex_sources/;

async function readAll(store: Store): Promise<void> {
  const facts = createFacts(store);
  const window = { from: at("01T00:00:00"), to: at("20T10:00:00") };
  expect(await facts.openPullRequests(null, window.to)).toHaveLength(1);
  expect(await facts.pullRequests(["acme/api#7"], window.to)).toHaveLength(1);
  expect(await facts.endedPullRequests(null, window)).toHaveLength(0);
  expect(await facts.histories(null, window)).toHaveLength(1);
  expect(await facts.deployments(null, window)).toHaveLength(1);
  expect(await facts.failedDeployments(null, window.to)).toHaveLength(1);
  expect(await facts.openIncidents(null, window.to)).toHaveLength(1);
  expect(await facts.freshness()).toHaveLength(2);
  await readTickets(store, window.to);
}

async function readTickets(store: Store, asOf: Date): Promise<void> {
  const tickets = createTickets(store);
  expect(await tickets.open(["API"], asOf)).toHaveLength(1);
  expect(await tickets.some(["API-7"], asOf)).toHaveLength(1);
  expect(await tickets.sprints(["API"], asOf)).toEqual([]);
  expect(await tickets.sprintsOf("7", asOf)).toEqual([]);
}

function toTicketEvent(): NewEvent {
  const status = { name: "To Do", statusCategory: { key: "new" } };
  const fields = { summary: "Work", status, created: "2026-11-18T10:00:00Z", updated: "2026-11-18T10:00:00Z" };
  const payload = { timestamp: 0, webhookEvent: "jira:issue_created", issue: { id: "1", key: "API-7", fields } };
  const line = JSON.stringify({ delivery: "jira-1", received_at: "2026-11-18T10:00:00Z", payload });
  const parsed = parseDeliveryLine(line);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.event;
}

async function ingest(store: Store, events: NewEvent[]): Promise<void> {
  await createEvents(store).ingest(events);
}
