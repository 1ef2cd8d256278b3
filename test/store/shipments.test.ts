import fc from "fast-check";
import { expect, it } from "vitest";
import type { NewEvent } from "#domain/events";
import { eq } from "#store/drizzle";
import { createEvents } from "#store/events";
import { rebuildFacts } from "#store/rebuild";
import { hasSample, SAMPLE_REPO, sampleEvents, sampleTruth } from "../support/sample.ts";
import { fill } from "../support/sample-store.ts";
import { dialects, openTestStore } from "../support/stores.ts";

const itOnSample = it.runIf(hasSample);

async function shipmentsOf(dialect: "sqlite" | "postgres", events: NewEvent[]) {
  const store = await openTestStore(dialect);
  const { ingest } = createEvents(store);
  for (let start = 0; start < events.length; start += 400) await ingest(events.slice(start, start + 400));
  const { changes, attributions } = store.tables;
  const read = async () => [
    await store.select().from(changes).orderBy(changes.ref),
    await store.select().from(attributions).orderBy(attributions.ref),
  ];
  const folded = await read();
  expect(await rebuildFacts(store)).toMatchObject({ changed: 0, removed: 0 });
  expect(await read()).toEqual(folded);
  return folded;
}

itOnSample.each(dialects)(
  "finds the release that first shipped each change, as ancestry says (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    await fill(store, sampleEvents());
    const { changes, deployments } = store.tables;
    const rows = await store
      .select({ ref: changes.ref, tag: deployments.ref })
      .from(changes)
      .innerJoin(deployments, eq(deployments.id, changes.deployment));
    const expected = sampleTruth().prs.flatMap(({ number, shipped_in: tag }) =>
      tag ? [[`${SAMPLE_REPO}#${number}`, tag] as const] : [],
    );
    expect(expected).toHaveLength(236);
    expect(new Map(rows.map(({ ref, tag }) => [ref, tag]))).toEqual(new Map(expected));
  },
);

itOnSample("ships the same in every order of arrival, with any repetitions, on both engines", async () => {
  const events = sampleEvents();
  const expected = await shipmentsOf("sqlite", events);
  const order = fc.shuffledSubarray([...events.keys()], { minLength: events.length });
  const repeated = fc.array(fc.integer({ min: 0, max: events.length - 1 }), { maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...dialects), order, repeated, async (dialect, indexes, again) => {
      const shuffled = [...indexes, ...again].map((index) => events[index] as NewEvent);
      expect(await shipmentsOf(dialect, shuffled)).toEqual(expected);
    }),
    { numRuns: 2 },
  );
});

itOnSample("blames the deployment that an incident names, and knows the one that mended it", async () => {
  const [, attributions] = await shipmentsOf("sqlite", sampleEvents());
  expect(attributions).toMatchObject([
    {
      ref: `${SAMPLE_REPO}#70002`,
      deployment: `${SAMPLE_REPO}/deployments/2`,
      causeRule: "manual",
      fixedBy: expect.stringContaining("/deployments/"),
    },
  ]);
});
