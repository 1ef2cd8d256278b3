import { describe, expect, it } from "vitest";
import type { Effect } from "#kernel/capability";
import type { UserError } from "#kernel/errors";
import { approve, propose } from "../../support/proposals.ts";
import { dialects, openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse, type TrustHouse, type TrustOptions } from "../../support/trust.ts";

const open = async (options?: TrustOptions, dialect: (typeof dialects)[number] = "sqlite") =>
  createTrustHouse(await openTestStore(dialect), options);

/** Has something happen while the target is looked at. */
function whileLooking(house: TrustHouse, work: () => unknown): Effect {
  const effect = house.effect();
  return {
    ...effect,
    async preview(context, input) {
      await work();
      return effect.preview(context, input);
    },
  };
}

const INPUT = { text: "hi", to: "a" };

describe.each(dialects)("proposing on %s", (dialect) => {
  it("lets so many of one requester wait and no more, also of those that come at once", async () => {
    const house = await open({}, dialect);
    const all = Array.from({ length: 24 }, (_, index) => propose(house, "U5DEV", { text: "hi", to: `t${index}` }));
    const outcomes = await Promise.allSettled(all);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as UserError] : []));
    expect(refused.map(({ code }) => code)).toEqual(["limit", "limit", "limit", "limit"]);
    expect(await house.trust.list({ statuses: ["pending"], limit: 50 })).toHaveLength(20);
  });

  it("changes a proposal of somebody who has as many as may wait, since it makes no more of them", async () => {
    const house = await open({}, dialect);
    for (let index = 0; index < 20; index++) await propose(house, "U5DEV", { text: "hi", to: `t${index}` });
    const change = { ref: "3", input: { text: "better", to: "elsewhere" } };
    const newer = await house.trust.modify(by(house, "U5DEV"), change);
    expect(await house.trust.require("3")).toMatchObject({ status: "superseded", supersededBy: newer.id });
    expect(await house.trust.list({ statuses: ["pending"], limit: 50 })).toHaveLength(20);
  });

  it("keeps nothing of a change when the proposal is decided meanwhile", async () => {
    const house = await open({}, dialect);
    const { id } = await propose(house);
    house.setCatalogue(whileLooking(house, () => approve(house, id)));
    const change = { ref: id, input: { text: "better", to: "elsewhere" } };
    await expect(house.trust.modify(by(house, "U5DEV"), change)).rejects.toThrow("meanwhile");
    expect(await house.trust.list({ statuses: ["pending", "superseded"], limit: 9 })).toEqual([]);
    expect(await house.trust.require(id)).toMatchObject({ status: "approved" });
  });

  it("lists first what runs out first, so that what is cut can wait", async () => {
    const house = await open({}, dialect);
    const first = await propose(house, "U5DEV", { text: "hi", to: "first" });
    house.pass(60_000);
    await propose(house, "U5DEV", { text: "hi", to: "second" });
    expect(await house.trust.list({ statuses: ["pending"], limit: 1 })).toMatchObject([{ id: first.id }]);
  });
});

it("refuses to change what its card no longer shows, or what was altered", async () => {
  const house = await open();
  const { id } = await propose(house);
  const change = { ref: id, input: { text: "better", to: "a" } };
  const stale = house.trust.modify(by(house, "U5DEV"), { ...change, tag: "0".repeat(16) });
  await expect(stale).rejects.toMatchObject({ code: "outdated" });
  const { approvals } = house.store.tables;
  await house.store.update(approvals).set({ isTainted: true });
  await expect(house.trust.modify(by(house, "U5DEV"), change)).rejects.toThrow("was altered");
  expect(await house.trust.list({ statuses: ["pending"], limit: 9 })).toHaveLength(1);
});

it("keeps nothing for whoever was told already that it took too long", async () => {
  const house = await open();
  const waiting = new AbortController();
  const call = { ...by(house, "U5DEV"), signal: waiting.signal };
  const slow = whileLooking(house, () => waiting.abort());
  await expect(house.trust.propose({ call, effect: slow, input: INPUT })).rejects.toThrow("aborted");
  expect(await house.trust.list({ statuses: ["pending"], limit: 9 })).toEqual([]);

  const { id } = await propose(house);
  const late = { ...by(house, "U1LEAD"), signal: waiting.signal };
  await expect(house.trust.decide(late, { ref: id, verdict: "approve" })).rejects.toThrow("aborted");
  expect(await house.trust.require(id)).toMatchObject({ status: "pending" });
});

it.each([
  ["the mode", { mode: "auto" }],
  ["that it is only described", { isDryRun: true }],
  ["whose system it is in", { vendor: "jira" }],
  ["who asked for it", { requesterPerson: "person:U9" }],
  ["the project", { project: "API" }],
  ["the team", { team: "core" }],
  ["its taint", { isTainted: true }],
] as const)("lets nobody agree to a proposal of which %s was altered", async (_what, change) => {
  const house = await open();
  const { id } = await propose(house);
  await house.store.update(house.store.tables.approvals).set(change);
  await expect(approve(house, id)).rejects.toThrow("was altered");
});

it("makes nothing laxer by what whoever asks claims, and takes the word of our own rules", async () => {
  const policy = `
actions: { note.write: { risk: medium, mode: ask }, note.write.summary: { risk: low, mode: auto } }`;
  const house = await open({ policy });
  const effect = { ...house.effect(), claims: () => ["note.write.summary"] };
  house.setCatalogue(effect);
  const claimed = await house.trust.propose({ call: by(house, "U5DEV"), effect, input: INPUT });
  expect(claimed).toMatchObject({ status: "pending", mode: "ask", risk: "medium" });
  const rule = { ...by(house, "rule"), actor: { kind: "schedule" as const, id: "rule:stale" } };
  const ours = await house.trust.propose({ call: rule, effect, input: { text: "hi", to: "b" } });
  expect(ours).toMatchObject({ status: "approved", mode: "auto", rule: "note.write.summary" });
});
