import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { parseRules, type Rule } from "#domain/rules";
import type { Signal } from "#domain/signals";
import { HOUR_MS } from "#lib/time";
import type { Store } from "#store/db";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createSignals } from "#store/signals";
import { delivered, issuePayload, pullPayload, reviewPayload } from "../support/github.ts";
import { dialects, openTestStore } from "../support/stores.ts";

/** The pull request of the fixtures was opened on Wednesday at nine and touched last then. */
const FRIDAY = new Date("2026-11-20T10:00:00Z");

const later = (hours: number) => new Date(FRIDAY.getTime() + hours * HOUR_MS);

async function open(store: Store, rules: { list: Rule[] } = { list: parseRules([{ kind: "stale_pr" }]) }) {
  const { ingest } = createEvents(store);
  await ingest([delivered("pull_request", pullPayload("opened"))]);
  const signals = createSignals({
    store,
    facts: createFacts(store),
    directory: { teams: async () => [], projects: async () => [] },
    rules: { current: () => rules.list },
    settings: { zone: "UTC", pollIntervalMs: { github: null, polled: HOUR_MS } },
  });
  return { ...signals, ingest, rules };
}

it.each(dialects)(
  "opens one signal per condition with its proof, and writes nothing while nothing changes (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { evaluate, list, transitions } = await open(store);
    expect(await evaluate(FRIDAY)).toEqual({ opened: 1, resolved: 0, changed: 0, frozen: [] });
    const [signal] = await list({});
    expect(signal).toMatchObject({
      kind: "stale_pr",
      subject: "acme/api#7",
      state: "open",
      rules: ["stale_pr"],
      since: new Date("2026-11-18T09:00:00Z"),
      openedAt: FRIDAY,
    });
    expect(signal?.evidence).toMatchObject([{ subject: "acme/api#7", included: true, value: 49 }]);
    expect(await transitions(signal?.id ?? "")).toMatchObject([{ from: null, to: "open", by: "adjutant", at: FRIDAY }]);

    const writes = await countWrites(store, () => evaluate(later(0.5)));
    expect(writes).toBe(0);
    expect(await list({})).toEqual([signal]);
  },
);

it.each(dialects)(
  "resolves at once what an event ended, and opens it again within the cooldown (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { evaluate, list, ingest, transitions } = await open(store);
    await evaluate(FRIDAY);
    const [{ id = "" } = {}] = await list({});
    const closed = { state: "closed", closed_at: "2026-11-20T11:00:00Z", updated_at: "2026-11-20T11:00:00Z" };
    await ingest([delivered("pull_request", pullPayload("closed", closed), { receivedAt: "2026-11-20T11:00:00Z" })]);
    expect(await evaluate(later(1), ["acme/api#7"])).toMatchObject({ resolved: 1 });
    expect(await list({ states: ["resolved"] })).toMatchObject([{ id, resolution: "closed", resolvedAt: later(1) }]);

    const reopened = pullPayload("edited", { updated_at: "2026-11-20T12:00:00Z" });
    await ingest([delivered("pull_request", reopened, { receivedAt: "2026-11-20T12:00:00Z" })]);
    expect(await evaluate(later(2))).toMatchObject({ opened: 1 });
    expect(await list({})).toMatchObject([{ id, state: "open", reopened: 1, resolvedAt: null }]);
    expect((await transitions(id)).map(({ to }) => to)).toEqual(["open", "resolved", "open"]);
  },
);

it("opens another signal when a condition comes back after the cooldown", async () => {
  const store = await openTestStore("sqlite");
  const { evaluate, list, ingest } = await open(store);
  await evaluate(FRIDAY);
  const said = reviewPayload("commented", "2026-11-20T11:00:00Z");
  const review = delivered("pull_request_review", said, { receivedAt: "2026-11-20T11:00:00Z" });
  await ingest([review]);
  expect(await evaluate(later(1))).toMatchObject({ resolved: 1 });
  expect(await evaluate(later(24 * 7))).toMatchObject({ opened: 1 });
  expect((await list({})).map(({ state }) => state).sort()).toEqual(["open", "resolved"]);
});

it("needs two clear evaluations where nothing happened but the rule was relaxed", async () => {
  const store = await openTestStore("sqlite");
  const { evaluate, list, rules } = await open(store);
  await evaluate(FRIDAY);
  rules.list = parseRules([{ kind: "stale_pr", older_than_hours: 72 }]);
  expect(await evaluate(later(0.2))).toMatchObject({ resolved: 0, changed: 1 });
  expect(await list({ states: ["open"] })).toHaveLength(1);
  expect(await evaluate(later(0.4))).toMatchObject({ resolved: 1 });
  rules.list = parseRules([{ kind: "stale_pr" }]);
  await evaluate(later(0.6));
  rules.list = [];
  expect(await evaluate(later(0.8))).toMatchObject({ resolved: 1 });
  expect(await list({})).toMatchObject([{ resolution: "rule_removed" }]);
});

it.each(dialects)("lets people claim, dismiss and bring back a signal (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { evaluate, list, acknowledge, resolve, reopen, transitions } = await open(store);
  await evaluate(FRIDAY);
  const [{ id = "" } = {}] = await list({});
  const by = { id, by: "slack:U1", at: later(1) };
  expect(await acknowledge(by)).toMatchObject({ status: "changed", signal: { state: "acknowledged" } });
  expect(await acknowledge(by)).toMatchObject({ status: "refused", reason: "This is acknowledged already." });
  expect(await resolve({ ...by, resolution: "dismissed" })).toMatchObject({ signal: { state: "resolved" } });
  expect(await list({ isLiving: true })).toHaveLength(1);
  expect(await countWrites(store, () => evaluate(later(5.2)))).toBe(0);
  expect(await reopen(by)).toMatchObject({ signal: { state: "open", resolution: null } });
  expect(await reopen({ ...by, id: "unknown" })).toEqual({ status: "unknown" });
  expect((await transitions(id)).map(({ to, by: author }) => [to, author])).toEqual([
    ["open", "adjutant"],
    ["acknowledged", "slack:U1"],
    ["resolved", "slack:U1"],
    ["open", "slack:U1"],
  ]);
});

const SNOOZE = { subject: "acme/api#7", rule: "", by: "slack:U1", at: later(1) };

it.each(dialects)(
  "leaves a snoozed subject alone until its time is over, or the snooze is taken back (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { evaluate, list, snooze, snoozes, endSnooze } = await open(store);
    await evaluate(FRIDAY);
    expect(await snooze({ ...SNOOZE, until: later(5) })).toMatchObject([{ state: "snoozed", snoozedUntil: later(5) }]);
    expect(await snooze({ ...SNOOZE, until: later(6) })).toMatchObject([{ snoozedUntil: later(6) }]);
    expect(await countWrites(store, () => evaluate(later(5)))).toBe(0);
    expect(await snoozes({ at: later(5) })).toMatchObject([{ ...SNOOZE, until: later(6) }]);
    await evaluate(later(6));
    expect(await list({})).toMatchObject([{ state: "open", snoozedUntil: null }]);
    expect(await snoozes({ at: later(5) })).toEqual([]);

    await snooze({ ...SNOOZE, until: later(9) });
    expect(await endSnooze({ ...SNOOZE, at: later(7) })).toMatchObject({ woken: [{ state: "open" }], ended: 1 });
    expect(await endSnooze({ ...SNOOZE, at: later(7) })).toEqual({ woken: [], ended: 0 });
  },
);

it.each(dialects)(
  "keeps a subject snoozed about which something is found only later, or again (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { evaluate, list, snooze, rules } = await open(store);
    expect(await snooze({ ...SNOOZE, until: later(20) })).toEqual([]);
    await evaluate(later(1));
    expect(await list({})).toMatchObject([{ state: "snoozed", snoozedUntil: later(20) }]);
    rules.list = parseRules([{ kind: "stale_pr", older_than_hours: 100 }]);
    await evaluate(later(2));
    await evaluate(later(3));
    expect(await list({})).toMatchObject([{ state: "resolved" }]);
    rules.list = parseRules([{ kind: "stale_pr" }]);
    await evaluate(later(4));
    expect(await list({})).toMatchObject([{ state: "snoozed", reopened: 1 }]);
  },
);

it("shows an incident although its subject was snoozed, and all else about it again", async () => {
  const store = await openTestStore("sqlite");
  const { evaluate, list, ingest, snooze, snoozes } = await open(store, {
    list: parseRules([{ kind: "open_incident" }]),
  });
  await snooze({ ...SNOOZE, subject: "acme/api#70", until: later(20) });
  await ingest([delivered("issues", issuePayload())]);
  await evaluate(later(2), ["acme/api#70"]);
  expect(await list({})).toMatchObject([{ kind: "open_incident", state: "open" }]);
  expect(await snoozes({ at: later(2) })).toEqual([]);
});

it.each(dialects)("lists signals as they stood at a moment (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { evaluate, list, listAt, acknowledge, resolve } = await open(store);
  await evaluate(FRIDAY);
  const [{ id = "" } = {}] = await list({});
  await acknowledge({ id, by: "slack:U1", at: later(1) });
  await resolve({ id, by: "slack:U1", at: later(2), resolution: "dismissed" });
  const statesAt = async (hours: number) => (await listAt({}, later(hours))).map(({ state }) => state);
  expect(await Promise.all([-1, 0, 1.5, 3].map(statesAt))).toEqual([[], ["open"], ["acknowledged"], ["resolved"]]);
  expect(await listAt({ states: ["open", "acknowledged"] }, later(3))).toEqual([]);
  expect(await listAt({ states: ["acknowledged"] }, later(1.5))).toMatchObject([
    { id, reason: "no activity for 2 working days", resolution: null, resolvedAt: null },
  ]);
});

it.each(dialects)(
  "forgets what was resolved more than 400 days ago, and not what was dismissed (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { evaluate, list, rules, resolve, transitions } = await open(store);
    await evaluate(FRIDAY);
    const [{ id = "" } = {}] = await list({});
    await resolve({ id, by: "slack:U1", at: later(1), resolution: "dismissed" });
    await evaluate(later(24 * 500));
    expect(await list({})).toHaveLength(1);
    rules.list = [];
    await evaluate(later(24 * 501));
    expect(await list({})).toEqual([]);
    expect(await transitions(id)).toEqual([]);
  },
);

it.each(dialects)("lets exactly one of several people win (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { evaluate, list, acknowledge } = await open(store);
  await evaluate(FRIDAY);
  const [{ id = "" } = {}] = await list({});
  const people = ["U1", "U2", "U3", "U4"].map((by) => acknowledge({ id, by, at: later(1) }));
  const outcomes = await Promise.all(people);
  expect(outcomes.filter(({ status }) => status === "changed")).toHaveLength(1);
});

it("concludes nothing while a source that is polled has gone silent", async () => {
  const store = await openTestStore("sqlite");
  const { evaluate, list, ingest } = await open(store);
  await createFacts(store).notePoll("polled", later(-3));
  expect(await evaluate(FRIDAY)).toEqual({ opened: 0, resolved: 0, changed: 0, frozen: ["polled"] });
  expect(await list({})).toEqual([]);
  await createFacts(store).notePoll("polled", FRIDAY);
  expect(await evaluate(FRIDAY)).toMatchObject({ opened: 1 });
  await ingest([]);
});

it("opens a signal for an incident and resolves it with its end", async () => {
  const store = await openTestStore("sqlite");
  const { evaluate, list, ingest } = await open(store, { list: parseRules([{ kind: "open_incident" }]) });
  await ingest([delivered("issues", issuePayload())]);
  expect(await evaluate(FRIDAY, ["acme/api#70"])).toMatchObject({ opened: 1 });
  const closed = { state: "closed", closed_at: "2026-11-20T11:00:00Z", updated_at: "2026-11-20T11:00:00Z" };
  await ingest([delivered("issues", issuePayload(closed))]);
  expect(await evaluate(later(1), ["acme/api#70"])).toMatchObject({ resolved: 1 });
  expect(await list({ kinds: ["open_incident"] })).toMatchObject([{ resolution: "fixed" }]);
});

it("judges a limit only by the whole, never by a single subject of another kind", async () => {
  const store = await openTestStore("sqlite");
  const rules = { list: parseRules([{ kind: "wip_limit_exceeded", limit: 0 }]) };
  const { evaluate, list } = await open(store, rules);
  expect(await evaluate(FRIDAY, ["acme/api#7"])).toMatchObject({ opened: 0 });
  expect(await evaluate(FRIDAY, ["team:all"])).toMatchObject({ opened: 1 });
  expect(await evaluate(later(1), ["acme/api#7"])).toMatchObject({ opened: 0, resolved: 0, changed: 0 });
  expect(await list({ scopes: ["all"] })).toMatchObject([{ subject: "team:all", value: 1, state: "open" }]);
});

it("finds what is about a team or in its repositories", async () => {
  const store = await openTestStore("sqlite");
  const rules = { list: parseRules([{ kind: "wip_limit_exceeded", limit: 0 }, { kind: "stale_pr" }]) };
  const { evaluate, list } = await open(store, rules);
  await evaluate(FRIDAY);
  const subjects = async (key: string, repositories: string[]) =>
    (await list({ team: { key, repositories } })).map(({ subject }) => subject).sort();
  expect(await subjects("all", [])).toEqual(["team:all"]);
  expect(await subjects("core", ["acme/api"])).toEqual(["acme/api#7"]);
  expect(await subjects("core", ["acme/ap"])).toEqual([]);
});

it("filters by state, kind and subject", async () => {
  const store = await openTestStore("sqlite");
  const { evaluate, list } = await open(store);
  await evaluate(FRIDAY);
  const counts = await Promise.all(
    [
      { kinds: ["stale_pr"] },
      { kinds: ["large_pr"] },
      { subjects: ["acme/api#7"] },
      { states: ["snoozed" as const] },
    ].map(async (filter) => (await list(filter)).length),
  );
  expect(counts).toEqual([1, 0, 1, 0]);
  const signals: Signal[] = await list({ limit: 1 });
  expect(signals).toHaveLength(1);
});

/** How many rows changed while something ran. */
async function countWrites(store: Store, run: () => Promise<unknown>): Promise<number> {
  const before = await snapshot(store);
  await run();
  return (await snapshot(store)) - before;
}

async function snapshot(store: Store): Promise<number> {
  if (store.dialect === "sqlite") {
    const [row] = await store.rows<{ total: number }>(sql`select total_changes() as total`);
    return row?.total ?? 0;
  }
  // Only what happens to a row changes the transaction that its version is marked with.
  const [row] = await store.rows<{ total: string }>(
    sql`select coalesce(sum(xmin::text::bigint), 0) + count(*) as total from signals`,
  );
  return Number(row?.total ?? 0);
}
