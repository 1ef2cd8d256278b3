import { describe, expect, it } from "vitest";
import { expire } from "#kernel/trust/decide";
import { approve, performToEnd, propose } from "../../support/proposals.ts";
import { dialects, openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse, POLICY, type TrustOptions } from "../../support/trust.ts";

const MINUTE_MS = 60_000;

describe.each(dialects)("proposals on %s", (dialect) => {
  const open = async (options?: TrustOptions) => createTrustHouse(await openTestStore(dialect), options);

  it("refuses those who may not, and says who may", async () => {
    const house = await open({ risk: "high" });
    const { id } = await propose(house, "U1LEAD");
    await expect(approve(house, id, "U5DEV")).rejects.toThrow("You may not decide on this. <@U1LEAD>, <@U2LEAD>");
    await expect(approve(house, id, "U1LEAD")).rejects.toThrow("Somebody else has to agree");
    await expect(approve(house, id, "UGUEST1")).rejects.toThrow("Guests cannot decide");
    await expect(house.trust.decide(by(house, "U2LEAD"), { ref: id, verdict: "approve" })).rejects.toThrow(
      "on its card",
    );
    await expect(
      house.trust.decide(by(house, "U2LEAD"), { ref: id, verdict: "approve", tag: "0000000000000000" }),
    ).rejects.toThrow("outdated");
    expect(await approve(house, id, "U2LEAD")).toMatchObject({ status: "approved", decidedBy: "slack:U2LEAD" });
    await expect(approve(house, id, "U3LEAD")).rejects.toThrow("Already approved by <@U2LEAD>.");
  });

  it("lets only those propose, or change a proposal, who may do more than look", async () => {
    const house = await open();
    await expect(propose(house, "UGUEST1")).rejects.toThrow("not propose");
    await expect(propose(house, "U9VIEWER")).rejects.toThrow("not propose");
    const { id } = await propose(house);
    const change = { ref: id, input: { text: "other", to: "a" } };
    await expect(house.trust.modify(by(house, "U9VIEWER"), change)).rejects.toThrow("not propose");
  });

  it("takes the same call for the same proposal, and shows nobody an altered one as what it was", async () => {
    const house = await open();
    const call = { ...by(house, "U5DEV"), id: "slack:1" };
    const input = { text: "hi", to: "a" };
    const once = await house.trust.propose({ call, effect: house.effect(), input });
    expect(await house.trust.propose({ call, effect: house.effect(), input })).toEqual(once);
    const { approvals } = house.store.tables;
    await house.store.update(approvals).set({ input: JSON.stringify({ text: "forged", to: "a" }) });
    await expect(approve(house, once.id)).rejects.toThrow("was altered");
  });

  it("lets an operator not agree alone to what they proposed, and a key propose nothing risky", async () => {
    const house = await open({ risk: "high" });
    const key = { ...by(house, "x"), actor: { kind: "key" as const, id: "key:ci" } };
    const input = { text: "hi", to: "a" };
    await expect(house.trust.propose({ call: key, effect: house.effect(), input })).rejects.toThrow(
      "stands for nobody",
    );
  });

  it.each([
    ["a higher risk", "risk: high"],
    ["somebody else's word", "risk: medium, mode: require_approval"],
  ])("does nothing when the policy asks for %s since", async (_what, rule) => {
    const house = await open();
    const { id } = await propose(house, "U1LEAD");
    await approve(house, id, "U1LEAD");
    house.setPolicy(POLICY.replace("risk: medium, mode: ask", rule));
    expect(await performToEnd(house, id)).toBe("superseded");
  });

  it("keeps one of several proposals at once on one target", async () => {
    const house = await open();
    await Promise.all(["U5DEV", "U6DEV", "U7DEV", "U8DEV"].map((who) => propose(house, who)));
    expect(await house.trust.list({ statuses: ["pending"], limit: 10 })).toHaveLength(1);
  });

  it("needs two for what is critical, neither of them the requester", async () => {
    const house = await open({ risk: "critical" });
    const { id } = await propose(house, "U1LEAD");
    expect(await approve(house, id, "U2LEAD")).toMatchObject({ status: "pending" });
    await expect(approve(house, id, "U2LEAD")).rejects.toThrow("You have agreed already");
    expect(await approve(house, id, "U3LEAD")).toMatchObject({ status: "approved" });
  });

  it("lets exactly one of eight who click at once decide", async () => {
    const house = await open();
    const { id } = await propose(house, "U5DEV");
    const votes = Array.from({ length: 8 }, (_, index) => approve(house, id, `U${(index % 3) + 1}LEAD`));
    const outcomes = await Promise.allSettled(votes);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await house.trust.votes(id)).toHaveLength(1);
  });

  it("lets a newer proposal of the same take the place of an older one, as a change does", async () => {
    const house = await open();
    const first = await propose(house);
    const second = await propose(house, "U6DEV", { text: "other", to: "a" });
    expect(await house.trust.require(first.id)).toMatchObject({ status: "superseded", supersededBy: second.id });
    const third = await house.trust.modify(by(house, "U1LEAD"), { ref: second.id, input: { text: "better", to: "b" } });
    expect(await house.trust.require(second.id)).toMatchObject({ status: "superseded", supersededBy: third.id });
    expect(house.overrides).toEqual([["medium", "medium"]]);
    await expect(approve(house, second.id)).rejects.toThrow("superseded already");
    await expect(house.trust.modify(by(house, "U1LEAD"), { ref: third.id, input: { text: 5 } })).rejects.toThrow(
      "text",
    );
  });

  it("expires what nobody decided upon in time", async () => {
    const house = await open();
    const { id } = await propose(house);
    await expire(house.parts, id);
    expect(await house.trust.require(id)).toMatchObject({ status: "pending" });
    house.pass(25 * 60 * MINUTE_MS);
    await expect(approve(house, id)).rejects.toThrow("time to decide is over");
    await expire(house.parts, id);
    expect(await house.trust.require(id)).toMatchObject({ status: "expired" });
  });
});
