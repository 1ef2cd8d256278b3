import { expect, it } from "vitest";
import { createSlackOutbox, enqueueSlackMessages } from "#store/slack-outbox";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const LEASE_MS = 30_000;

function after(ms: number): Date {
  return new Date(AT.getTime() + ms);
}

function post(key: string, channel = "C1") {
  return { key, channel, kind: "post" as const, body: `{"text":"${key}","blocks":[]}` };
}

async function openOutbox(dialect: (typeof dialects)[number]) {
  const store = await openTestStore(dialect);
  const outbox = createSlackOutbox(store);

  function claim(now: Date, exceptLanes: string[] = []) {
    return outbox.claim({ now, until: new Date(now.getTime() + LEASE_MS), exceptLanes, limit: 10 });
  }

  async function claimOne(now: Date) {
    const [message] = await claim(now);
    if (!message) throw new Error("Nothing is due.");
    return message;
  }

  return { store, outbox, claim, claimOne };
}

it.each(dialects)("takes a key once, and only if the transaction commits (%s)", async (dialect) => {
  const { store, outbox, claim } = await openOutbox(dialect);
  const abandoned = store.transaction(async (tx) => {
    await enqueueSlackMessages(tx, [post("a")], AT);
    throw new Error("changed my mind");
  });
  await expect(abandoned).rejects.toThrow("changed my mind");
  expect(await outbox.find("a")).toBeUndefined();

  await outbox.enqueue([post("a"), post("a")], AT);
  expect(await claim(AT)).toHaveLength(1);
  expect(await outbox.find("a")).toMatchObject({ channel: "C1", state: "sending", ts: null });
});

it.each(dialects)("hands out one message per channel, in order, to one claimer (%s)", async (dialect) => {
  const { outbox, claim } = await openOutbox(dialect);
  await outbox.enqueue([post("a"), post("b"), post("c", "C2"), post("d", "C3")], AT);

  const claims = await Promise.all([claim(AT, ["C3"]), claim(AT, ["C3"])]);
  expect(
    claims
      .flat()
      .map(({ key }) => key)
      .sort(),
  ).toEqual(["a", "c"]);
  expect(await claim(AT)).toMatchObject([{ key: "d", lane: "C3" }]);

  const [first] = claims.flat().filter(({ key }) => key === "a");
  if (!first) throw new Error("a was not claimed.");
  expect(await outbox.settle(first, { state: "sent", ts: "1.2" })).toBe(true);
  expect(await claim(AT)).toMatchObject([{ key: "b" }]);
  expect(await outbox.find("a")).toMatchObject({ state: "sent", ts: "1.2" });
});

it.each(dialects)(
  "has a message checked whose sender died, and lets the dead one settle nothing (%s)",
  async (dialect) => {
    const { outbox, claim, claimOne } = await openOutbox(dialect);
    await outbox.enqueue([post("a")], AT);
    const dead = await claimOne(AT);
    expect(dead).toMatchObject({ state: "sending", attempts: 1, attemptedAt: AT });
    expect(await claim(after(LEASE_MS - 1))).toEqual([]);

    const checked = await claimOne(after(LEASE_MS));
    expect(checked).toMatchObject({ state: "checking", attempts: 2, attemptedAt: AT });
    expect(await outbox.settle(dead, { state: "sent", ts: "1.2" })).toBe(false);
    expect(await outbox.settle(checked, { state: "queued", notBefore: after(LEASE_MS) })).toBe(true);
    expect(await claimOne(after(LEASE_MS))).toMatchObject({ state: "sending", attemptedAt: after(LEASE_MS) });
  },
);

it.each(dialects)("lets the rest of a channel wait behind a message that is not due (%s)", async (dialect) => {
  const { outbox, claim, claimOne } = await openOutbox(dialect);
  await outbox.enqueue([post("a"), post("b")], AT);
  await outbox.settle(await claimOne(AT), { state: "checking", notBefore: after(10_000) });
  expect(await claim(after(9_999))).toEqual([]);
  expect(await claim(after(10_000))).toMatchObject([{ key: "a", state: "checking" }]);
});

it.each(dialects)("is not kept from channels that are due by any number that wait (%s)", async (dialect) => {
  const { outbox, claim } = await openOutbox(dialect);
  const waiting = Array.from({ length: 10 }, (_, index) => post(`waiting ${index}`, `W${index}`));
  await outbox.enqueue(waiting, after(60_000));
  await outbox.enqueue([post("due", "C2")], AT);
  expect(await claim(AT)).toMatchObject([{ key: "due" }]);
});

it.each(dialects)("lets the latest of the updates of one message win (%s)", async (dialect) => {
  const { outbox, claim } = await openOutbox(dialect);
  const update = (key: string, target: string) => ({ ...post(key), kind: "update" as const, target });
  await outbox.enqueue([update("first", "1.1"), update("other", "2.2"), update("second", "1.1")], AT);
  const [claimed] = await claim(AT);
  expect(claimed).toMatchObject({ key: "first", target: "1.1", body: expect.stringContaining("second") });
  // What is on its way already is not changed any more.
  await outbox.enqueue([update("third", "1.1")], AT);
  expect(await outbox.find("third")).toMatchObject({ state: "queued" });
});

it.each(dialects)(
  "keeps calls that were too long for their buttons, and forgets what is over (%s)",
  async (dialect) => {
    const { outbox, claimOne } = await openOutbox(dialect);
    await outbox.keepCalls([], AT);
    await outbox.keepCalls([{ id: "x", call: "{}" }], AT);
    await outbox.keepCalls([{ id: "x", call: "{}" }], AT);
    expect(await outbox.findCall("x")).toBe("{}");
    expect(await outbox.findCall("y")).toBeUndefined();

    await outbox.enqueue([post("sent"), post("waiting", "C2")], AT);
    await outbox.settle(await claimOne(AT), { state: "sent", ts: "1.2" });
    expect(await outbox.purge(AT)).toBe(0);
    expect(await outbox.purge(after(1))).toBe(2);
    expect(await outbox.find("waiting")).toBeDefined();
  },
);
