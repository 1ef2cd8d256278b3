import { describe, expect, it } from "vitest";
import type { EndedCall, PlannedCall } from "#domain/model/call";
import { createModelLedger, forgetCalls, TRACE_QUEUE } from "#store/model-ledger";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const MONTH = "2026-11";

function plan(id: string, change: Partial<PlannedCall> = {}): PlannedCall {
  return {
    ...{ id, traceId: "trace", actor: "slack:U1", task: "plan", prompt: "plan", promptVersion: 1, variant: "base" },
    ...{
      model: "m",
      rung: "json_schema",
      promptHash: "0".repeat(64),
      sources: ["jira:API-1"],
      redactions: { email: 2 },
    },
    ...{ tokensIn: 100, startedAt: AT, reservedUsd: 1, body: null, ...change },
  };
}

function ending(change: Partial<EndedCall> = {}): EndedCall {
  return {
    ...{ outcome: "answered", tokensIn: 90, tokensOut: 10, isEstimated: false, costUsd: 0.25, ms: 1_200 },
    ...{ detail: null, reply: null, ...change },
  };
}

describe.each(dialects)("on %s", (dialect) => {
  it("keeps each call with what it cost, in the order in which they were made", async () => {
    const ledger = createModelLedger(await openTestStore(dialect), { isExported: false });
    expect(await ledger.reserve(plan("a", { body: "[prompt\0]" }), 10)).toBe(true);
    expect(await ledger.spent(MONTH)).toBe(1);
    await ledger.settle("a", ending({ reply: "fine", detail: null }));
    await ledger.reserve(plan("b", { startedAt: new Date(AT.getTime() + 1) }), 10);
    expect(await ledger.spent(MONTH)).toBe(1.25);
    const [a, b] = await ledger.find("trace");
    expect(a).toMatchObject({
      id: "a",
      outcome: "answered",
      tokensOut: 10,
      isEstimated: false,
      costUsd: 0.25,
      ms: 1_200,
    });
    expect(a).toMatchObject({ sources: ["jira:API-1"], redactions: { email: 2 }, startedAt: AT, reply: "fine" });
    expect(b).toMatchObject({ id: "b", outcome: null, costUsd: 1 });
    expect((await ledger.find("b")).map(({ id }) => id)).toEqual(["b"]);
    expect((await ledger.recent(1)).map(({ id }) => id)).toEqual(["b"]);
  });

  it("lets fifty at once take no more than the budget holds", async () => {
    const ledger = createModelLedger(await openTestStore(dialect), { isExported: false });
    const taken = await Promise.all(Array.from({ length: 50 }, (_, index) => ledger.reserve(plan(`c${index}`), 7.5)));
    expect(taken.filter(Boolean)).toHaveLength(7);
    expect(await ledger.spent(MONTH)).toBe(7);
    expect(await ledger.recent(100)).toHaveLength(7);
  });

  it("settles once, whoever says it again", async () => {
    const ledger = createModelLedger(await openTestStore(dialect), { isExported: false });
    await ledger.reserve(plan("a"), 10);
    await ledger.settle("a", ending());
    await ledger.settle("a", ending({ costUsd: 5 }));
    await ledger.settle("unknown", ending({ costUsd: 5 }));
    expect(await ledger.spent(MONTH)).toBe(0.25);
  });

  it("begins every month with nothing spent, and settles in the month in which it was reserved", async () => {
    const ledger = createModelLedger(await openTestStore(dialect), { isExported: false });
    await ledger.reserve(plan("a"), 1);
    expect(await ledger.reserve(plan("b"), 1)).toBe(false);
    expect(await ledger.reserve(plan("c", { startedAt: new Date("2026-12-01T00:00:00Z") }), 1)).toBe(true);
    await ledger.settle("a", ending());
    expect([await ledger.spent(MONTH), await ledger.spent("2026-12")]).toEqual([0.25, 1]);
  });

  it("takes calls for lost that nobody settled, at the most they could cost, and forgets the old", async () => {
    const store = await openTestStore(dialect);
    const ledger = createModelLedger(store, { isExported: false });
    await ledger.reserve(plan("a"), 10);
    const now = new Date(AT.getTime() + 2 * 3_600_000);
    expect(await forgetCalls(store, { now, before: AT })).toBe(0);
    expect(await ledger.find("a")).toMatchObject([{ outcome: "lost", costUsd: 1 }]);
    expect(await forgetCalls(store, { now, before: now })).toBe(1);
    expect(await ledger.find("a")).toEqual([]);
    expect(await ledger.spent(MONTH)).toBe(1);
  });

  it("has a job to export a call exactly if its ending was kept", async () => {
    const store = await openTestStore(dialect);
    const ledger = createModelLedger(store, { isExported: true });
    await ledger.reserve(plan("a"), 10);
    await ledger.settle("a", ending());
    await ledger.settle("a", ending());
    const jobs = await store.select().from(store.tables.jobs);
    expect(jobs).toMatchObject([{ queue: TRACE_QUEUE, payload: { call: "a" } }]);
  });
});
