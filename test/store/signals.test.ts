import { expect, it } from "vitest";
import { parseRules } from "#domain/rules";
import { createFacts } from "#store/facts";
import { delivered, issuePayload, pullPayload, reviewPayload } from "../support/github.ts";
import { countWrites, FRIDAY, later, open } from "../support/signals.ts";
import { dialects, openTestStore } from "../support/stores.ts";

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
