import { expect, it } from "vitest";
import { METRIC_NAMES } from "#domain/metrics/definitions";
import { wholeWeeks } from "#domain/metrics/window";
import type { OperationCall } from "#kernel/operation";
import type { MetricQuestion } from "#kernel/ports/metrics";
import { zoneOf } from "#lib/time";
import { purge } from "#operations/purge";
import { readChain } from "#store/audit-check";
import type { Store } from "#store/db";
import { createEvents } from "#store/events";
import { createMetrics } from "#store/metrics";
import { rebuildFacts } from "#store/rebuild";
import { delivered, pullPayload } from "../support/github.ts";
import { hasSample, SAMPLE_END, SAMPLE_REPO, sampleTicketEvents } from "../support/sample.ts";
import { fill, openSampleStore } from "../support/sample-store.ts";
import { dialects, openTestStore } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";

const itOnSample = it.runIf(hasSample);

async function run(store: Store, fields: Record<string, string[]>, now = SAMPLE_END) {
  const { terminal, printed } = createTestTerminal();
  const operation = purge(async () => ({ store, events: createEvents(store), now: () => now }));
  await operation.run({ words: [], fields, json: true, terminal } satisfies OperationCall);
  return JSON.parse(printed[0] ?? "{}") as { payloads: number; dry_run: boolean };
}

/** Every metric with its rows, and the digest of every table of facts. */
async function readAll(store: Store) {
  const metrics = createMetrics(store);
  const window = wholeWeeks(zoneOf("UTC"), SAMPLE_END, 12);
  const question: MetricQuestion = { repositories: [SAMPLE_REPO], own: null, window, zone: "UTC", asOf: SAMPLE_END };
  const figures: Record<string, unknown> = {};
  for (const name of METRIC_NAMES) {
    const rows = await metrics.rows(name, question, { offset: 0, limit: 5_000 });
    figures[name] = { tally: await metrics.tally(name, question), rows };
  }
  return figures;
}

itOnSample("changes no metric of the sample when every payload is dropped, also after a rebuild", async () => {
  const store = await openSampleStore();
  await fill(store, sampleTicketEvents());
  const before = await readAll(store);
  const { digests } = await rebuildFacts(store);
  const events = createEvents(store);
  const kept = await events.countPayloads(new Date(SAMPLE_END.getTime() + 1e12));
  expect(kept).toBeGreaterThan(5_000);

  const { payloads } = await run(store, { days: ["1"] }, new Date(SAMPLE_END.getTime() + 1e12));
  expect(payloads).toBe(kept);
  expect(await readAll(store)).toEqual(before);
  const rebuilt = await rebuildFacts(store);
  expect(rebuilt).toMatchObject({ changed: 0, removed: 0, digests });
  expect(await readAll(store)).toEqual(before);
});

it.each(dialects)(
  "counts first when asked to, drops what is older alone, and says so in the audit (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { ingest } = createEvents(store);
    const [old, late] = ["2026-10-01T00:00:00Z", "2026-11-19T00:00:00Z"];
    for (const [number, at] of [
      [1, old],
      [2, old],
      [3, late],
    ] as const) {
      await ingest([delivered("pull_request", pullPayload("opened", { number }), { receivedAt: at })]);
    }
    const now = new Date("2026-11-20T00:00:00Z");
    expect(await run(store, { days: ["30"], dry_run: ["yes"] }, now)).toMatchObject({ payloads: 2, dry_run: true });
    expect(await run(store, { days: ["30"], dry_run: ["yes"] }, now)).toMatchObject({ payloads: 2 });
    expect(await run(store, { days: ["30"] }, now)).toMatchObject({ payloads: 2, dry_run: false });
    expect(await run(store, { days: ["30"] }, now)).toMatchObject({ payloads: 0 });
    const story = [];
    for await (const { event, body } of readChain(store)) story.push([event.verb, event.actor, body?.payload]);
    expect(story[0]).toEqual(["purged", "local-operator", expect.stringContaining('"payloads":2')]);
  },
);

it.each([undefined, "0", "1.5", "-3", "9999", "soon"])("refuses to keep %s days", async (days) => {
  const store = await openTestStore("sqlite");
  await expect(run(store, days === undefined ? {} : { days: [days] })).rejects.toThrow("--days 30");
});
