import { describe, expect, it } from "vitest";
import { hashTag } from "#domain/trust/approval";
import { NotYetError } from "#kernel/errors";
import { expire } from "#kernel/trust/decide";
import { performApproved } from "#kernel/trust/perform";
import { sweep } from "#kernel/trust/sweep";
import { readStory } from "#store/audit-chain";
import { dialects, openTestStore } from "../support/stores.ts";
import { by, createTrustHouse, noteEffect, POLICY, type TrustHouse, type TrustOptions } from "../support/trust.ts";

const MINUTE_MS = 60_000;

/** Performs until there is nothing to do, letting the time pass that each step asks for. */
async function performToEnd(house: TrustHouse, id: string, stepsMax = 40): Promise<string> {
  for (let step = 0; step < stepsMax; step++) {
    try {
      await performApproved(house.parts, id);
      break;
    } catch (error) {
      if (!(error instanceof NotYetError) || !error.retryAt) throw error;
      house.pass(Math.max(1, error.retryAt.getTime() - house.now().getTime()));
    }
  }
  return (await house.trust.require(id)).status;
}

const propose = (house: TrustHouse, who = "U5DEV", input = { text: "hi", to: "a" }) =>
  house.trust.propose({ call: by(house, who), effect: house.effect(), input });

async function approve(house: TrustHouse, id: string, who = "U1LEAD") {
  const { payloadHash } = await house.trust.require(id);
  return house.trust.decide(by(house, who), { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
}

describe.each(dialects)("proposals on %s", (dialect) => {
  const open = async (options?: TrustOptions) => createTrustHouse(await openTestStore(dialect), options);

  it("does what was agreed to, once, and tells the story", async () => {
    const house = await open();
    const { id, number } = await propose(house);
    await expect(performApproved(house.parts, id)).resolves.toBeUndefined();
    expect(house.vendor.things).toEqual([]);
    await approve(house, id);
    expect(await performToEnd(house, id)).toBe("done");
    expect(house.vendor.things).toMatchObject([{ key: id, text: "hi" }]);
    expect(await house.trust.require(String(number))).toMatchObject({ status: "done", result: { text: "hi" } });
    const story = await readStory(house.store, [id]);
    expect(story.map(({ event }) => event.verb)).toEqual(["proposed", "approved", "begun", "done"]);
  });

  it.each([
    ["lose-answer", 1, "done"],
    ["late", 1, "done"],
    ["lose-request", 0, "failed"],
    ["refuse", 0, "failed"],
  ] as const)("ends rightly when the vendor would %s", async (mood, things, status) => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    house.vendor.be(mood);
    expect(await performToEnd(house, id)).toBe(status);
    expect(house.vendor.things).toHaveLength(things);
  });

  it("waits for a vendor that is away or busy, and then does it once", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    for (const mood of ["away", "busy", "away"] as const) {
      house.vendor.be(mood);
      await expect(performApproved(house.parts, id)).rejects.toThrow(NotYetError);
      house.pass(6 * MINUTE_MS);
    }
    house.vendor.be("answer");
    expect(await performToEnd(house, id)).toBe("done");
    expect(house.vendor.things).toHaveLength(1);
  });

  it("does once what it could not even look at for hours, and gives up after a day", async () => {
    const house = await open();
    const { id } = await propose(house);
    const { id: other } = await propose(house, "U5DEV", { text: "other", to: "b" });
    for (const one of [id, other]) await approve(house, one);
    house.vendor.hide(true);
    for (let hour = 0; hour < 3; hour++) {
      await expect(performApproved(house.parts, id)).rejects.toThrow(NotYetError);
      await expect(performApproved(house.parts, other)).rejects.toThrow(NotYetError);
      house.pass(60 * MINUTE_MS);
    }
    house.vendor.hide(false);
    expect(await performToEnd(house, id)).toBe("done");
    house.pass(22 * 60 * MINUTE_MS);
    expect(await performToEnd(house, other)).toBe("expired");
    expect(house.vendor.things).toHaveLength(1);
  });

  it("does nothing to what is gone", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    house.vendor.remove();
    expect(await performToEnd(house, id)).toBe("superseded");
  });

  it("takes up again what lost its job", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    const { jobs } = house.store.tables;
    await house.store.delete(jobs);
    await sweep(house.parts);
    const rows = await house.store.select({ key: jobs.key }).from(jobs);
    expect(rows).toEqual([{ key: `effect:${id}` }]);
  });

  it("asks a person about what it cannot know, and does nothing more", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    house.vendor.be("lose-answer");
    await expect(performApproved(house.parts, id)).rejects.toThrow(NotYetError);
    house.vendor.be("blind");
    expect(await performToEnd(house, id, 200)).toBe("uncertain");
    await house.trust.resolve(by(house, "U1LEAD"), { ref: id, happened: true });
    expect(await house.trust.require(id)).toMatchObject({ status: "done" });
    expect(house.vendor.requests()).toBe(1);
  });

  it.each([
    ["the target changed", (house: TrustHouse) => house.vendor.change("2"), "superseded"],
    ["it is late", (house: TrustHouse) => house.pass(16 * MINUTE_MS), "expired"],
    ["the capability is gone", (house: TrustHouse) => house.setCatalogue(), "superseded"],
    [
      "the approver may no longer decide",
      (house: TrustHouse) => house.setPolicy(POLICY.replace("U1LEAD, U2LEAD", "U2LEAD")),
      "superseded",
    ],
    ["the approver was deactivated", (house: TrustHouse) => void house.deactivate("U1LEAD"), "superseded"],
    [
      "the policy became stricter",
      (house: TrustHouse) => house.setPolicy(POLICY.replace("mode: ask", "mode: deny")),
      "superseded",
    ],
  ])("does nothing when %s between the decision and the deed", async (_what, change, status) => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    change(house);
    expect(await performToEnd(house, id)).toBe(status);
    expect(house.vendor.requests()).toBe(0);
  });

  it("does nothing when the schema of what was agreed to has changed", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    const other = noteEffect(house.vendor, house.now);
    house.setCatalogue({ ...other, input: other.input.extend({ loud: other.input.shape.text.optional() }) } as never);
    expect(await performToEnd(house, id)).toBe("superseded");
    expect(house.vendor.requests()).toBe(0);
  });

  it("only describes what was agreed to before the dry run began", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    house.parts.isDryRun = () => true;
    expect(await performToEnd(house, id)).toBe("described");
    expect(house.vendor.requests()).toBe(0);
  });

  it("only describes it in a dry run", async () => {
    const house = await open({ isDryRun: true });
    const { id } = await propose(house);
    await approve(house, id);
    expect(await performToEnd(house, id)).toBe("described");
    expect(house.vendor.requests()).toBe(0);
    expect(await house.trust.require(id)).toMatchObject({ result: { payload: [{ label: "Note", text: "hi" }] } });
  });

  it("stops before the next deed while it is paused, which any approver may do and only a security admin ends", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    await expect(house.trust.pause(by(house, "U5DEV"), null)).rejects.toThrow("Only those who may decide");
    await house.trust.pause(by(house, "U3LEAD"), "something is odd");
    await expect(performApproved(house.parts, id)).rejects.toThrow("paused");
    await expect(house.trust.resume(by(house, "U3LEAD"))).rejects.toThrow("security admin");
    await house.trust.resume(by(house, "U2LEAD"));
    expect(await performToEnd(house, id)).toBe("done");
  });

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

  it("lets happen by itself what the policy says, on the same way", async () => {
    const house = await open({
      risk: "low",
      policy: POLICY.replace("risk: medium, mode: ask", "risk: low, mode: auto"),
    });
    const { id, status, decidedBy } = await propose(house);
    expect([status, decidedBy]).toEqual(["approved", "policy:note.write"]);
    expect(await performToEnd(house, id)).toBe("done");
  });
});
