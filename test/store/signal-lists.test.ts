import { expect, it } from "vitest";
import { parseRules } from "#domain/rules";
import type { Signal } from "#domain/signals";
import { delivered, issuePayload } from "../support/github.ts";
import { countWrites, FRIDAY, later, open } from "../support/signals.ts";
import { dialects, openTestStore } from "../support/stores.ts";

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
