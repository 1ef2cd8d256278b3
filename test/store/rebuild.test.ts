import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import type { NormalisedEvent } from "#domain/events";
import { createEvents } from "#store/events";
import { rebuildFacts } from "#store/rebuild";
import {
  commitPayload,
  delivered,
  deploymentPayload,
  issuePayload,
  pullPayload,
  reviewPayload,
  runPayload,
} from "../support/github.ts";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const EVENTS = [
  delivered("pull_request", pullPayload("opened")),
  delivered("pull_request_review", reviewPayload("approved", "2026-11-19T09:00:00Z")),
  delivered("workflow_run", runPayload("success", "2026-11-19T09:00:00Z")),
  delivered("deployment_status", deploymentPayload(1, { state: "success", created_at: "2026-11-18T10:00:00Z" })),
  delivered("issues", issuePayload()),
  delivered("issues", { ...issuePayload(), action: "deleted" }),
  delivered("pull_request_commit", commitPayload("abc", "2026-11-19T09:00:00Z")),
];

it.each(dialects)("finds nothing to put right where nothing is wrong (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  await createEvents(store).ingest(EVENTS);
  const seen: number[] = [];
  const report = await rebuildFacts(store, { onProgress: (subjects) => seen.push(subjects) });
  expect(report).toMatchObject({ subjects: 4, events: 7, changed: 0, removed: 0, poisoned: 0 });
  expect(seen).toEqual([4]);
});

it.each(dialects)(
  "puts right what differs, brings back what is missing, removes what no event says (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    await createEvents(store).ingest(EVENTS);
    const { digests } = await rebuildFacts(store);
    const { pullRequests, reviews, activities, versions } = store.tables;
    await store.update(pullRequests).set({ title: "Tampered" }).where(eq(pullRequests.ref, "acme/api#7"));
    await store.delete(reviews);
    await store.delete(versions);
    const person = { person: "eve", personKind: "human" } as const;
    await store.insert(activities).values({ subject: "acme/api#666", at: AT, kind: "pushed", ...person });

    expect(await rebuildFacts(store)).toMatchObject({ changed: 5, removed: 1, digests });
    expect(await rebuildFacts(store)).toMatchObject({ changed: 0, removed: 0, digests });
  },
);

it.each(dialects)(
  "gives other facts another digest, and the same facts the same one on each engine (%s)",
  async (dialect) => {
    const [store, reference] = [await openTestStore(dialect), await openTestStore("sqlite")];
    await createEvents(store).ingest(EVENTS);
    await createEvents(reference).ingest(EVENTS.toReversed());
    const { digests } = await rebuildFacts(store);
    expect((await rebuildFacts(reference)).digests).toEqual(digests);
    await createEvents(store).ingest([delivered("issues", issuePayload({ number: 71 }))]);
    const after = (await rebuildFacts(store)).digests;
    expect(after.issues).not.toBe(digests.issues);
    expect(after.reviews).toBe(digests.reviews);
  },
);

it("goes on around an event that cannot be folded", async () => {
  const store = await openTestStore("sqlite");
  const { record, foldPending } = createEvents(store);
  const poison = { kind: "issue", repo: "acme/api" } as unknown as NormalisedEvent;
  await record({ ...delivered("issues", issuePayload({ number: 71 })), normalised: poison });
  for (const event of EVENTS) await record(event);
  expect(await rebuildFacts(store)).toMatchObject({ changed: 12, poisoned: 1 });
  await foldPending(AT);
  expect(await rebuildFacts(store)).toMatchObject({ changed: 0, removed: 0, poisoned: 0 });
});

it("stops between two chunks when it is told to", async () => {
  const store = await openTestStore("sqlite");
  await createEvents(store).ingest(EVENTS);
  await expect(rebuildFacts(store, { signal: AbortSignal.abort() })).rejects.toThrow("abort");
});

it("goes through more subjects than one chunk holds", async () => {
  const store = await openTestStore("sqlite");
  const many = Array.from({ length: 900 }, (_, index) => delivered("issues", issuePayload({ number: index + 1 })));
  await createEvents(store).ingest(many);
  const seen: number[] = [];
  const report = await rebuildFacts(store, { onProgress: (subjects) => seen.push(subjects) });
  expect(report).toMatchObject({ subjects: 900, events: 900, changed: 0 });
  expect(seen).toEqual([500, 900]);
});
