import fc from "fast-check";
import { expect, it } from "vitest";
import type { NewEvent, NormalisedEvent } from "#domain/events";
import { fold } from "#domain/fold";
import { parseDeliveryLine } from "#integrations/import-line";
import { canonicalJson } from "#lib/hash";
import { createEvents } from "#store/events";
import { importEvents } from "#store/import";
import { rebuildFacts } from "#store/rebuild";
import { createTickets } from "#store/tickets";
import { commitPayload, delivered } from "../support/github.ts";
import { hasSample, SAMPLE_END, sampleTicketEvents, sampleTicketLines } from "../support/sample.ts";
import { dialects, openTestStore } from "../support/stores.ts";

const itOnSample = it.runIf(hasSample);

itOnSample.each(dialects)("imports what Jira told once, then knows it, and rebuilds the same (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const counts = { lines: 1_936, poisoned: 0, invalid: 0, problems: [] };
  const first = await importEvents(store, sampleTicketLines(), { parse: parseDeliveryLine });
  expect(first).toEqual({ ...counts, inserted: 1_936, duplicates: 0 });
  const before = await rebuildFacts(store);
  expect(before).toMatchObject({ changed: 0, removed: 0, poisoned: 0, events: 1_936 });
  const second = await importEvents(store, sampleTicketLines(), { parse: parseDeliveryLine });
  expect(second).toEqual({ ...counts, inserted: 0, duplicates: 1_936 });

  const tickets = createTickets(store);
  const all = await tickets.histories(null, SAMPLE_END);
  expect(all).toHaveLength(316);
  const changes = all.flatMap((one) => one.changes.map(({ field }) => field));
  expect(changes.filter((field) => field === "status")).toHaveLength(900);
  expect(changes.filter((field) => field === "sprint")).toHaveLength(530);
  expect(changes.filter((field) => field === "flag")).toHaveLength(178);
  expect(await tickets.projects()).toEqual(["VIT"]);
  expect((await rebuildFacts(store)).digests).toEqual(before.digests);
});

itOnSample("comes to the same facts in whatever order, and however often, Jira tells of its tickets", () => {
  const told = sampleTicketEvents().flatMap(({ normalised }) => normalised ?? []);
  const expected = toText(told);
  const order = fc.shuffledSubarray([...told.keys()], { minLength: told.length });
  const again = fc.array(fc.integer({ min: 0, max: told.length - 1 }), { maxLength: 500 });
  fc.assert(
    fc.property(order, again, (indexes, repeated) => {
      expect(toText([...indexes, ...repeated].flatMap((index) => told[index] ?? []))).toBe(expected);
    }),
    { numRuns: 10 },
  );
});

itOnSample("joins in the database as it does in memory, on every engine", async () => {
  const slice = sampleTicketEvents().slice(600, 1_000);
  const expected = await digestsOf("sqlite", slice);
  for (const dialect of dialects) {
    const shuffled = slice.toReversed().concat(slice.filter((_event, index) => index % 3 === 0));
    expect(await digestsOf(dialect, shuffled)).toEqual(expected);
  }
});

itOnSample(
  "knows what happened to tickets before they were made, and tickets that were carried through several",
  async () => {
    const store = await openTestStore("sqlite");
    await importEvents(store, sampleTicketLines(), { parse: parseDeliveryLine });
    const tickets = createTickets(store);
    const all = await tickets.histories(["VIT"], SAMPLE_END);
    const early = all.filter(({ ticket, changes: [first] }) => first && first.at < (ticket.createdAt ?? 0));
    expect(early).toHaveLength(15);
    expect(Math.max(...all.map(({ ticket }) => ticket.sprints.length))).toBe(6);

    const sprints = await tickets.sprintsOf("7", SAMPLE_END);
    expect(sprints.map(({ name }) => name)).toEqual([6, 5, 4, 3, 2, 1].map((number) => `Sprint ${number}`));
    expect(await tickets.sprints(["VIT"], SAMPLE_END)).toEqual(sprints);
    expect(await tickets.sprints(["OTHER"], SAMPLE_END)).toEqual([]);
    const [then] = await tickets.sprintsOf("7", new Date("2026-06-01T00:00:00Z"));
    const running = (await tickets.sprintsOf("7", new Date("2026-06-01T00:00:00Z"))).filter(
      (one) => one.startedAt !== null,
    );
    expect(then).toEqual(running[0]);
    expect(running).toMatchObject([{ id: "100", completedAt: null }]);
  },
);

itOnSample("counts what each sprint began with, completed and dropped as an independent computation did", async () => {
  const store = await openTestStore("sqlite");
  await importEvents(store, sampleTicketLines(), { parse: parseDeliveryLine });
  const tickets = createTickets(store);
  const categoryOf = await tickets.categories(["VIT"]);
  const startedAt = new Date("2026-05-25T00:00:00Z");
  const atStart = await tickets.inSprints(["100"], new Date(startedAt.getTime() - 1));
  const committed = atStart
    .map(({ ticket }) => ticket)
    .filter(({ sprints, status }) => sprints.includes("100") && ["todo", "doing"].includes(categoryOf(status)));
  expect(committed).toHaveLength(55);
  expect(committed.reduce((sum, { points }) => sum + (points ?? 0), 0)).toBe(158);

  const atEnd = (await tickets.inSprints(["100"], new Date("2026-06-07T23:59:59.999Z"))).map(({ ticket }) => ticket);
  const count = (category: string) =>
    atEnd.filter(({ status, sprints }) => sprints.includes("100") && categoryOf(status) === category).length;
  expect([count("done"), count("dropped"), count("todo") + count("doing")]).toEqual([36, 18, 43]);
  expect(await tickets.open(["VIT"], SAMPLE_END)).not.toHaveLength(0);
});

async function digestsOf(dialect: "sqlite" | "postgres", events: NewEvent[]) {
  const store = await openTestStore(dialect);
  const { ingest } = createEvents(store);
  for (let start = 0; start < events.length; start += 90) await ingest(events.slice(start, start + 90));
  const { digests, changed } = await rebuildFacts(store);
  expect(changed).toBe(0);
  return digests;
}

function toText(told: NormalisedEvent[]): string {
  const tables = [...fold(told)].map(([name, rows]) => [name, Object.fromEntries(rows)]);
  return canonicalJson(Object.fromEntries(tables));
}

it.each(dialects)("joins what is known by several fields with what is there already (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { ingest } = createEvents(store);
  const tell = (at: string, title: string) => delivered("pull_request_commit", commitPayload("abc", at, title));
  await ingest([tell("2026-11-19T09:00:00Z", "One")]);
  await ingest([tell("2026-11-19T10:00:00Z", "One")]);
  expect(await store.select({ at: store.tables.commits.at }).from(store.tables.commits)).toEqual([
    { at: new Date("2026-11-19T09:00:00Z") },
  ]);
});
