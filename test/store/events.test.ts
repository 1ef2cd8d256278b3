import { asc, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { NormalisedEvent } from "#domain/events";
import type { Store } from "#store/db";
import { createEvents, FOLD_QUEUE } from "#store/events";
import { createFacts } from "#store/facts";
import { importEvents } from "#store/import";
import { delivered, pullPayload } from "../support/github.ts";
import { AT, dialects, openTestStore } from "../support/stores.ts";

it.each(dialects)("stores a delivery and its job in one commit, and a repetition neither (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { record } = createEvents(store);
  const event = delivered("pull_request", pullPayload("opened"));
  const first = await record(event);
  expect(first.status).toBe("recorded");
  expect(await record(event)).toEqual({ status: "duplicate", id: first.id });

  const { events, jobs } = store.tables;
  expect(await store.$count(events)).toBe(1);
  expect(await store.select({ queue: jobs.queue }).from(jobs)).toEqual([{ queue: FOLD_QUEUE }]);
});

it.each(dialects)("tells apart the first and the second of one delivery that come at once (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { record } = createEvents(store);
  const event = delivered("pull_request", pullPayload("opened"));
  const other = delivered("pull_request", pullPayload("closed"));
  const answers = await Promise.all([record(event), record(event), record(other)]);
  expect(answers.map(({ status }) => status)).toEqual(["recorded", "duplicate", "recorded"]);
  expect(answers[0]?.id).toBe(answers[1]?.id);
  expect(await store.$count(store.tables.events)).toBe(2);
});

it.each(dialects)("keeps the same delivery key of two sources apart (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { record } = createEvents(store);
  const event = delivered("ping", {}, { delivery: "1" });
  expect((await record(event)).status).toBe("recorded");
  expect((await record({ ...event, source: "jira" })).status).toBe("recorded");
});

it.each(dialects)("folds what waits, and then nothing more (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { record, foldPending } = createEvents(store);
  await record(delivered("pull_request", pullPayload("opened")));
  await record(delivered("star", { action: "created" }));
  const report = await foldPending(AT);
  expect(report).toEqual({ folded: 1, poisoned: [], subjects: ["acme/api#7"], hasMore: false });
  expect(await foldPending(AT)).toEqual({ folded: 0, poisoned: [], subjects: [], hasMore: false });
  expect(await store.$count(store.tables.pullRequests)).toBe(1);
});

it.each(dialects)("buries a poison event with its id, and folds the others around it (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { record, foldPending, poisoned, retryPoisoned } = createEvents(store);
  await record(delivered("pull_request", pullPayload("opened", { number: 1 })));
  const poison = { kind: "pull_request", repo: "acme/api" } as unknown as NormalisedEvent;
  const { id } = await record({ ...delivered("pull_request", pullPayload("opened")), normalised: poison });
  await record(delivered("pull_request", pullPayload("opened", { number: 3 })));

  const report = await foldPending(AT);
  expect(report).toMatchObject({ folded: 2, poisoned: [id], hasMore: false });
  expect(await refs(store)).toEqual(["acme/api#1", "acme/api#3"]);
  const [letter] = await poisoned(10);
  expect(letter).toMatchObject({ id, kind: "pull_request.opened" });
  expect(letter?.error).toContain("snapshot");

  expect(await retryPoisoned()).toBe(1);
  expect(await foldPending(AT)).toMatchObject({ folded: 0, poisoned: [id] });
});

it.each(dialects)("buries what the database itself refuses, and folds the others around it (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { ingest, foldPending, poisoned } = createEvents(store);
  const refused = delivered("pull_request", pullPayload("opened", { number: 2 }));
  await refuseNumber(store, 2);
  const good = [1, 3].map((number) => delivered("pull_request", pullPayload("opened", { number })));
  const report = await ingest([good[0], refused, good[1]].filter((event) => event !== undefined));
  expect(report).toEqual({ inserted: 3, duplicates: 0, poisoned: 1 });
  expect(await refs(store)).toEqual(["acme/api#1", "acme/api#3"]);
  expect(await poisoned(10)).toMatchObject([{ delivery: refused.delivery }]);
  expect(await foldPending(AT)).toMatchObject({ folded: 0, hasMore: false });
});

it("puts an event of a kind we know that makes no sense straight into the dead letters", async () => {
  const store = await openTestStore("sqlite");
  const { record, poisoned, foldPending } = createEvents(store);
  await record(delivered("pull_request", { action: "opened", pull_request: { number: "seven" } }));
  expect(await foldPending(AT)).toMatchObject({ folded: 0, poisoned: [] });
  const [letter] = await poisoned(10);
  expect(letter?.error).toContain("pull_request.number");
});

it.each(dialects)("drops old payloads and keeps what was understood of them (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { ingest, purgePayloads } = createEvents(store);
  const old = delivered("pull_request", pullPayload("opened"), { receivedAt: "2026-11-18T10:00:00Z" });
  const recent = delivered("pull_request", pullPayload("synchronize"), { receivedAt: "2026-11-20T10:00:00Z" });
  await ingest([old, recent]);
  expect(await purgePayloads(new Date("2026-11-19T00:00:00Z"))).toBe(1);
  expect(await purgePayloads(new Date("2026-11-19T00:00:00Z"))).toBe(0);
  const { events } = store.tables;
  const rows = await store.select().from(events).orderBy(asc(events.id));
  expect(rows.map(({ payload, normalised }) => [payload !== null, normalised !== null])).toEqual([
    [false, true],
    [true, true],
  ]);
});

it("resumes an import that was cut off, and names the lines it cannot read", async () => {
  const store = await openTestStore("sqlite");
  const events = Array.from({ length: 2_200 }, (_, index) =>
    delivered("pull_request", pullPayload("opened", { number: index + 1 }), { delivery: `line ${index}` }),
  );
  const parse = (line: string) => {
    const event = events[Number(line)];
    return event ? { event } : { problem: "not a number" };
  };
  const lines = [...events.keys()].map(String);
  async function* cut() {
    yield* lines.slice(0, 2_100);
    throw new Error("the machine stopped");
  }
  await expect(importEvents(store, cut(), { parse })).rejects.toThrow("the machine stopped");

  const seen: number[] = [];
  const report = await importEvents(store, ["oops", "", ...lines], { parse, onProgress: (done) => seen.push(done) });
  expect(report).toMatchObject({ lines: 2_202, inserted: 200, duplicates: 2_000, invalid: 1 });
  expect(report.problems).toEqual([{ line: 1, problem: "not a number" }]);
  expect(seen).toEqual([2_002, 2_202]);
});

it.each(dialects)("remembers when each source last spoke, and of when (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { ingest } = createEvents(store);
  const facts = createFacts(store);
  const late = { receivedAt: "2026-11-20T10:00:00Z" };
  const early = { receivedAt: "2026-11-19T10:00:00Z" };
  await ingest([delivered("pull_request", pullPayload("opened"), late)]);
  await ingest([delivered("pull_request", pullPayload("edited", { updated_at: "2026-11-19T09:00:00Z" }), early)]);
  await facts.notePoll("github", AT);
  await facts.notePoll("github", new Date(AT.getTime() - 1));
  expect(await facts.freshness()).toEqual([
    {
      source: "github",
      lastEventAt: new Date("2026-11-19T09:00:00Z"),
      lastArrivalAt: new Date("2026-11-20T10:00:00Z"),
      lastPollAt: AT,
    },
  ]);
});

async function refs(store: Store): Promise<string[]> {
  const { ref } = store.tables.pullRequests;
  const rows = await store.select({ ref }).from(store.tables.pullRequests).orderBy(asc(ref));
  return rows.map((row) => row.ref);
}

/** Stands in for whatever a database may refuse of a single row. */
async function refuseNumber(store: Store, number: number): Promise<void> {
  const refuse =
    store.dialect === "postgres"
      ? `alter table pull_requests add constraint refused check (number <> ${number})`
      : `create trigger refused before insert on pull_requests when new.number = ${number}
         begin select raise(abort, 'refused'); end`;
  await store.rows(sql.raw(refuse));
}
