import { expect, it } from "vitest";
import type { NewEvent } from "#domain/events";
import type { Store } from "#store/db";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { delivered, deploymentPayload, issuePayload, pullPayload, REPOSITORY, runPayload } from "../support/github.ts";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const closed = { state: "closed", closed_at: "2026-11-18T10:00:00Z", updated_at: "2026-11-18T10:00:00Z" };
const deployed = (id: number, state: string, hour: number) =>
  delivered("deployment_status", deploymentPayload(id, { state, created_at: `2026-11-18T${hour}:00:00Z` }));

async function open(dialect: (typeof dialects)[number]) {
  const store = await openTestStore(dialect);
  await createEvents(store).ingest([
    delivered("pull_request", pullPayload("opened")),
    delivered("pull_request", pullPayload("opened", { number: 8, head: { ref: "other", sha: "beef" } })),
    delivered("pull_request", pullPayload("closed", { number: 9, ...closed })),
    delivered("issues", issuePayload()),
    deployed(1, "failure", 10),
  ]);
  return store;
}

async function touchedBy(store: Store, event: NewEvent): Promise<string[]> {
  const { record, foldPending } = createEvents(store);
  await record(event);
  return (await foldPending(AT)).subjects.sort();
}

it.each(dialects)("judges anew what a check, a push or a later deployment is about (%s)", async (dialect) => {
  const store = await open(dialect);
  const check = delivered("workflow_run", runPayload("failure", "2026-11-19T10:00:00Z"));
  expect(await touchedBy(store, check)).toEqual(["acme/api#7", "acme/api@c0ffee"]);

  const push = { ref: "refs/heads/other", before: "beef", after: "f00d", repository: REPOSITORY, sender: null };
  expect(await touchedBy(store, delivered("push", push))).toEqual(["acme/api#8", "acme/api:other"]);

  const success = deployed(2, "success", 12);
  expect(await touchedBy(store, success)).toEqual(["acme/api/deployments/1", "acme/api/deployments/2"]);
});

it.each(dialects)("leaves nothing open of a repository that is gone, until it changes again (%s)", async (dialect) => {
  const store = await open(dialect);
  const facts = createFacts(store);
  const openAt = async (at: Date) => [
    (await facts.openPullRequests(null, at)).map(({ number }) => number),
    (await facts.openIncidents(null, at)).map(({ number }) => number),
    (await facts.failedDeployments(null, at)).length,
  ];
  const goneAt = new Date("2026-11-19T10:00:00Z");
  const gone = { action: "deleted", repository: REPOSITORY, sender: null };
  const touched = await touchedBy(store, delivered("repository", gone, { receivedAt: goneAt.toISOString() }));
  expect(touched).toEqual(["acme/api", "acme/api#7", "acme/api#70", "acme/api#8", "acme/api/deployments/1"]);
  expect(await openAt(AT)).toEqual([[], [], 0]);
  expect(await openAt(new Date(goneAt.getTime() - 1))).toEqual([[7, 8], [70], 1]);

  await touchedBy(store, delivered("pull_request", pullPayload("edited", { updated_at: "2026-11-19T11:00:00Z" })));
  await touchedBy(store, delivered("issues", issuePayload({ updated_at: "2026-11-19T11:00:00Z" })));
  expect(await openAt(AT)).toEqual([[7], [70], 0]);
});
