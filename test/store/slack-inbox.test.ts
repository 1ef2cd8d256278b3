import { expect, it } from "vitest";
import { createSlackInbox } from "#store/slack-inbox";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const LEASE_MS = 10_000;

function after(ms: number): Date {
  return new Date(AT.getTime() + ms);
}

function leaseAt(now: Date) {
  return { now, until: new Date(now.getTime() + LEASE_MS) };
}

function envelope(key: string, text = "hello") {
  return { key, type: "slash_commands", body: JSON.stringify({ text }) };
}

async function openInbox(dialect: (typeof dialects)[number]) {
  const store = await openTestStore(dialect);
  return { store, inbox: createSlackInbox(store) };
}

it.each(dialects)("keeps each key once, and says which were new (%s)", async (dialect) => {
  const { inbox } = await openInbox(dialect);
  const keep = (...keys: string[]) => Promise.all(keys.map((key) => inbox.keep(envelope(key), leaseAt(AT))));
  expect(await keep("a", "b", "a")).toEqual([true, true, false]);
  expect(await keep("b", "c")).toEqual([false, true]);
  expect(await inbox.depth()).toBe(3);
});

it.each(dialects)("keeps what people can type, however odd (%s)", async (dialect) => {
  const { inbox } = await openInbox(dialect);
  const odd = "NUL \u0000, half a pair \uD83D, quote ' \" \\ and 👩‍👩‍👧";
  await inbox.keep(envelope("odd", odd), leaseAt(AT));
  const [back] = await inbox.claim({ ...leaseAt(after(LEASE_MS)), limit: 1, isStart: false });
  expect(JSON.parse(back?.body ?? "")).toEqual({ text: odd });
});

it.each(dialects)("hands over what nobody performs any more, oldest first, to one claimer (%s)", async (dialect) => {
  const { inbox } = await openInbox(dialect);
  await inbox.keep(envelope("old"), leaseAt(AT));
  await inbox.keep(envelope("older"), leaseAt(after(-1)));
  await inbox.keep(envelope("finished"), leaseAt(AT));
  await inbox.keep(envelope("alive"), leaseAt(AT));
  await inbox.finish("finished");
  await inbox.extend(["alive", "finished"], after(2 * LEASE_MS));

  expect(await inbox.claim({ ...leaseAt(after(LEASE_MS - 2)), limit: 9, isStart: false })).toEqual([]);
  const claim = { ...leaseAt(after(LEASE_MS)), limit: 9, isStart: false };
  const claims = await Promise.all([inbox.claim(claim), inbox.claim(claim), inbox.claim(claim)]);
  expect(claims.flat()).toMatchObject([
    { key: "older", attempts: 2, type: "slash_commands" },
    { key: "old", attempts: 2 },
  ]);
});

it("frees everything unfinished at the start of a process that is alone on its file", async () => {
  const { inbox } = await openInbox("sqlite");
  await inbox.keep(envelope("a"), leaseAt(AT));
  expect(await inbox.claim({ ...leaseAt(AT), limit: 9, isStart: true })).toHaveLength(1);
});

it.runIf(dialects.includes("postgres"))(
  "leaves what another process still performs to it, even at a start",
  async () => {
    const { inbox } = await openInbox("postgres");
    await inbox.keep(envelope("a"), leaseAt(AT));
    expect(await inbox.claim({ ...leaseAt(AT), limit: 9, isStart: true })).toEqual([]);
  },
);

it.each(dialects)("gives up with a reason, and forgets what is old (%s)", async (dialect) => {
  const { inbox, store } = await openInbox(dialect);
  await inbox.keep(envelope("a"), leaseAt(AT));
  await inbox.keep(envelope("b"), leaseAt(AT));
  await inbox.bury("a", "x".repeat(600));
  expect(await inbox.claim({ ...leaseAt(after(LEASE_MS)), limit: 9, isStart: true })).toMatchObject([{ key: "b" }]);
  const rows = await store.select().from(store.tables.slackInbox);
  expect(rows.find(({ key }) => key === "a")).toMatchObject({ state: "dead", reason: "x".repeat(500) });

  expect(await inbox.purge(AT)).toBe(0);
  expect(await inbox.purge(after(1))).toBe(2);
});
