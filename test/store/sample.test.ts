import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "#domain/evaluate";
import type { NewEvent } from "#domain/events";
import { parseRules } from "#domain/rules";
import { toScopes } from "#domain/scopes";
import { parseDeliveryLine } from "#integrations/import-line";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { importEvents } from "#store/import";
import { rebuildFacts } from "#store/rebuild";
import { hasSample, SAMPLE_END, SAMPLE_REPO, sampleEvents, sampleExpected, sampleLines } from "../support/sample.ts";
import { dialects, openTestStore } from "../support/stores.ts";

const itOnSample = it.runIf(hasSample);

itOnSample.each(dialects)(
  "imports the sample once, then knows it, and rebuilds the same facts (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const counts = { lines: 2_234, poisoned: 0, invalid: 0, problems: [] };
    const first = await importEvents(store, sampleLines(), { parse: parseDeliveryLine });
    expect(first).toEqual({ ...counts, inserted: 2_234, duplicates: 0 });
    const before = await rebuildFacts(store);
    expect(before).toMatchObject({ changed: 0, removed: 0, poisoned: 0, events: 2_223 });

    const second = await importEvents(store, sampleLines(), { parse: parseDeliveryLine });
    expect(second).toEqual({ ...counts, inserted: 0, duplicates: 2_234 });
    expect(await rebuildFacts(store)).toEqual(before);
  },
);

itOnSample("folds the sample to the same facts in every order, with any repetitions, on every engine", async () => {
  const slice = sampleEvents().slice(300, 800);
  const expected = await digestsOf("sqlite", slice);
  const order = fc.shuffledSubarray([...slice.keys()], { minLength: slice.length });
  const repeated = fc.array(fc.integer({ min: 0, max: slice.length - 1 }), { maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...dialects), order, repeated, async (dialect, indexes, again) => {
      const shuffled = [...indexes, ...again].map((index) => slice[index] as NewEvent);
      expect(await digestsOf(dialect, shuffled)).toEqual(expected);
    }),
    { numRuns: 6 },
  );
});

itOnSample("answers the figures that an independent computation found at the end of the sample", async () => {
  const store = await openTestStore("sqlite");
  await importEvents(store, sampleLines(), { parse: parseDeliveryLine });
  const facts = createFacts(store);
  const pullRequests = await facts.openPullRequests([SAMPLE_REPO], SAMPLE_END);
  const [scope] = toScopes([], [], "UTC");
  if (!scope) throw new Error("There is no scope.");
  const byCalendar = { clock: "wall", authors: "all" };
  const rules = parseRules([
    { kind: "stale_pr", ...byCalendar },
    { kind: "pr_without_review", ...byCalendar },
    { kind: "no_ticket_link", ...byCalendar },
    { name: "idle_week", kind: "stale_pr", older_than_hours: 168, ...byCalendar },
  ]);
  const observed = { scope, pullRequests, failedDeployments: [], incidents: [], now: SAMPLE_END };
  const [stale, unreviewed, untracked, idle] = evaluate(observed, rules).map(({ findings }) => findings.length);
  const expected = sampleExpected()["at_window_end"] as Record<string, number>;

  expect(pullRequests).toHaveLength(expected["open_prs"] ?? 0);
  expect(stale).toBe(expected["no_activity_48h"]);
  expect(unreviewed).toBe(expected["no_review_after_12h"]);
  expect(untracked).toBe(expected["no_ticket_key"]);
  expect(idle).toBe(expected["no_activity_7d"]);
});

itOnSample("answers the figures of each week of the sample as of its end", async () => {
  const store = await openTestStore("sqlite");
  await importEvents(store, sampleLines(), { parse: parseDeliveryLine });
  const facts = createFacts(store);
  const expected = sampleExpected()["weekly"] as {
    week: string;
    deploys: number;
    merged: number;
    wip_at_end: number;
  }[];
  expect(expected).toHaveLength(12);
  for (const { week, deploys, merged, wip_at_end } of expected) {
    const from = new Date(`${week}T00:00:00Z`);
    const window = { from, to: new Date(from.getTime() + 7 * 86_400_000) };
    const ended = await facts.endedPullRequests(null, window);
    const open = await facts.openPullRequests(null, window.to);
    const deployments = await facts.deployments(null, window);
    expect([week, deployments.length, ended.filter(({ state }) => state === "merged").length, open.length]).toEqual([
      week,
      deploys,
      merged,
      wip_at_end,
    ]);
  }
});

itOnSample("finds the incident of the sample open while it was", async () => {
  const store = await openTestStore("sqlite");
  await importEvents(store, sampleLines(), { parse: parseDeliveryLine });
  const facts = createFacts(store);
  const openAt = async (at: string) => (await facts.openIncidents(null, new Date(at))).map(({ subject }) => subject);
  expect(await openAt("2026-06-01T09:02:53Z")).toEqual([]);
  expect(await openAt("2026-06-01T09:02:54Z")).toEqual(["demo-org/vitest#70002"]);
  expect(await openAt("2026-06-01T09:43:51Z")).toEqual([]);
  const [incident] = await facts.openIncidents(null, new Date("2026-06-01T09:10:00Z"));
  expect(incident).toMatchObject({ rootCause: "bd546e1f9d39cb67bce5af1c1730d73659a0d356", fixedIn: "v3.2.6" });
});

async function digestsOf(dialect: "sqlite" | "postgres", events: NewEvent[]) {
  const store = await openTestStore(dialect);
  const { ingest } = createEvents(store);
  // In small batches, so that rows are joined in the database as well as within a batch.
  for (let start = 0; start < events.length; start += 120) await ingest(events.slice(start, start + 120));
  const { digests, changed } = await rebuildFacts(store);
  expect(changed).toBe(0);
  return digests;
}
