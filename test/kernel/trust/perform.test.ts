import { describe, expect, it } from "vitest";
import { NotYetError } from "#kernel/errors";
import { performApproved } from "#kernel/trust/perform";
import { sweep } from "#kernel/trust/sweep";
import { readStory } from "#store/audit-chain";
import { approve, performToEnd, propose } from "../../support/proposals.ts";
import { dialects, openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse, noteEffect, POLICY, type TrustHouse, type TrustOptions } from "../../support/trust.ts";

const MINUTE_MS = 60_000;

describe.each(dialects)("approved effects on %s", (dialect) => {
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

  it("notes in the audit that it waits for its vendor, once however often it looks", async () => {
    const house = await open();
    const { id } = await propose(house);
    await approve(house, id);
    house.vendor.hide(true);
    for (let look = 0; look < 3; look++) {
      await expect(performApproved(house.parts, id)).rejects.toThrow(NotYetError);
      house.pass(MINUTE_MS);
    }
    const story = await readStory(house.store, [id]);
    expect(story.map(({ event }) => event.verb)).toEqual(["proposed", "approved", "held"]);
    expect(story.at(-1)?.payload).toContain("It does not answer.");
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
