import { expect, it, onTestFinished, vi } from "vitest";
import { DEFAULT_RULES } from "#domain/default-rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { startWorkers } from "#kernel/worker";
import { type Background, backgroundLanes, keyOfSync, SYNC_QUEUE } from "#operations/background";
import type { Store } from "#store/db";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createJobQueue, enqueue } from "#store/jobs";
import { createPeople } from "#store/people";
import { createSignals } from "#store/signals";
import { createTeams } from "#store/teams";
import { delivered, pullPayload } from "../support/github.ts";
import { dialects, openTestStore } from "../support/stores.ts";

const NOW = new Date("2026-11-20T10:00:00Z");

/** Everything that works in the background, over repositories that are read as the test says. */
async function start(store: Store, change: Partial<Background>) {
  const facts = createFacts(store);
  const signals = createSignals({
    ...{ store, facts, rules: { current: () => parseRulesYaml(DEFAULT_RULES) } },
    directory: { ...createPeople(store), ...createTeams(store) },
    settings: { zone: "UTC", pollIntervalMs: { github: 60_000 } },
  });
  const lanes = backgroundLanes({
    ...{ events: createEvents(store), signals, now: () => NOW },
    repositories: async () => ["acme/api", "acme/web", "acme/infra"],
    enqueueSync: (payload) =>
      enqueue(store, { queue: SYNC_QUEUE, key: keyOfSync(payload), payload, runAt: new Date() }),
    projects: async () => [],
    sync: async () => {},
    syncProject: async () => {},
    meet: async () => {},
    ...{ purges: [], retentionMs: 0, isEvaluatorEnabled: true },
    ...change,
  });
  const options = { leaseMs: 30_000, pollMs: 10, now: () => new Date(), onError: () => {} };
  const workers = startWorkers(createJobQueue(store), lanes, options);
  onTestFinished(workers.stop);
  return { facts, signals };
}

function ask(store: Store, queue: string) {
  return enqueue(store, { queue, key: queue, payload: {}, runAt: new Date() });
}

async function jobsOf(store: Store, queue: string) {
  const { jobs } = store.tables;
  const rows = await store.select({ queue: jobs.queue, state: jobs.state, payload: jobs.payload }).from(jobs);
  return rows.filter((job) => job.queue === queue);
}

it.each(dialects)("folds what arrives while every repository is still being read (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const sync = vi.fn(async (_repository: string, signal: AbortSignal) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  });
  const { facts, signals } = await start(store, { sync });
  for (let round = 0; round < 3; round++) {
    await ask(store, "reconcile");
    await vi.waitFor(
      async () => expect((await jobsOf(store, "reconcile")).every((job) => job.state === "done")).toBe(true),
      { timeout: 15_000 },
    );
  }
  await vi.waitFor(() => expect(sync).toHaveBeenCalledTimes(2), { timeout: 15_000 });

  const receivedAt = NOW.toISOString();
  await createEvents(store).record(delivered("pull_request", pullPayload("opened"), { receivedAt }));
  await vi.waitFor(async () => expect(await facts.openPullRequests(null, NOW)).toHaveLength(1), { timeout: 15_000 });
  await vi.waitFor(async () => expect(await signals.list({ subjects: ["acme/api#7"] })).not.toEqual([]), {
    timeout: 15_000,
  });
  // Three rounds, and each repository waits or is read once.
  expect(await jobsOf(store, SYNC_QUEUE)).toHaveLength(3);
  expect(sync).toHaveBeenCalledTimes(2);
});

it("says when everything was evaluated, and what keeps it from being so", async () => {
  const store = await openTestStore("sqlite");
  const { facts, signals } = await start(store, {});
  expect(await signals.state(NOW)).toEqual({ evaluatedAt: null, frozen: [] });

  const old = new Date("2026-11-18T10:00:00Z");
  await createEvents(store).ingest([
    delivered("pull_request", pullPayload("opened"), { receivedAt: old.toISOString() }),
  ]);
  await ask(store, "evaluate");
  await vi.waitFor(async () => expect(await jobsOf(store, "evaluate")).toMatchObject([{ state: "done" }]), {
    timeout: 15_000,
  });
  expect(await signals.state(NOW)).toEqual({ evaluatedAt: null, frozen: [{ source: "github", since: old }] });
  expect(await signals.list({})).toEqual([]);

  await facts.notePoll("github", NOW);
  await ask(store, "evaluate");
  await vi.waitFor(async () => expect(await signals.state(NOW)).toEqual({ evaluatedAt: NOW, frozen: [] }), {
    timeout: 15_000,
  });
  expect(await signals.list({})).not.toEqual([]);
});

it("says how much it dropped of what was kept long enough, and nothing when there was nothing", async () => {
  const store = await openTestStore("sqlite");
  const told: [Date, number][] = [];
  const onPurged = async (before: Date, payloads: number) => void told.push([before, payloads]);
  await start(store, { retentionMs: 86_400_000, onPurged });
  const old = { receivedAt: "2026-11-01T00:00:00Z" };
  await createEvents(store).ingest([delivered("pull_request", pullPayload("opened"), old)]);
  for (let night = 0; night < 2; night++) {
    await ask(store, "purge");
    await vi.waitFor(async () =>
      expect((await jobsOf(store, "purge")).filter(({ state }) => state === "done")).toHaveLength(night + 1),
    );
  }
  expect(told).toEqual([[new Date("2026-11-19T10:00:00Z"), 1]]);
});
