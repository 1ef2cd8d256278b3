import { expect, it } from "vitest";
import { listApprovals } from "#capabilities/approvals/list";
import { modify } from "#capabilities/approvals/modify";
import { showApproval } from "#capabilities/approvals/show";
import { undo } from "#capabilities/approvals/undo";
import type { Context } from "#kernel/context";
import type { Invocation } from "#kernel/invocation";
import { renderText } from "#surfaces/cli/text";
import { openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse } from "../../support/trust.ts";

const PUBLIC = "slack:C1OPEN";
const PRIVATE = "slack:G1SECRET";

async function open() {
  const house = createTrustHouse(await openTestStore("sqlite"));
  const propose = (place: string, to: string, text = "hi") =>
    house.trust.propose({
      call: { ...by(house, "U5DEV"), origin: { surface: "slack", place } },
      ...{ effect: house.effect(), input: { text, to } },
    });
  function contextOf(actor: Invocation["actor"], place = PUBLIC): Context {
    const people = { personOf: async () => undefined };
    return {
      ...{ actor, origin: { surface: "slack", place }, trust: house.trust, catalogue: house.parts.catalogue },
      ...{ directory: people, settings: { zone: "UTC" }, now: house.now },
      places: { placeOf: async (id: string) => ({ kind: id.startsWith("G") ? "private" : "public", members: 5 }) },
    } as unknown as Context;
  }
  async function list(who: string, of: "mine" | "all" | "both" = "both", place = PUBLIC) {
    const listed = await listApprovals.run(contextOf({ kind: "person", id: `slack:${who}` }, place), { of });
    return { ...listed, text: renderText(listApprovals.view(listed)) };
  }
  return { house, propose, contextOf, list };
}

it("shows of what is asked for in private only that it is there, except to whoever asked or may decide", async () => {
  const { propose, list, contextOf } = await open();
  await propose(PUBLIC, "a");
  await propose(PRIVATE, "a-secret");
  const seen = await list("U7DEV");
  expect(seen.others).toMatchObject([{ number: 1 }]);
  expect(seen.hidden).toEqual([{ number: 2, risk_level: "medium", status: "pending" }]);
  expect(seen.text).toContain("2 private");
  expect(seen.text).toContain("2 wait for a decision");
  expect(JSON.stringify(seen)).not.toContain("a-secret");
  for (const who of ["U5DEV", "U1LEAD"]) expect((await list(who)).hidden).toEqual([]);
  expect((await list("U7DEV", "both", PRIVATE)).hidden).toEqual([]);

  const look = { approval: "2", whole: true };
  await expect(showApproval.run(contextOf({ kind: "person", id: "slack:U7DEV" }), look)).rejects.toThrow("is private");
  expect(await showApproval.run(contextOf({ kind: "person", id: "slack:U1LEAD" }), look)).toMatchObject({ number: 2 });
  expect(await showApproval.run(contextOf({ kind: "key", id: "key:ci" }), look)).toMatchObject({ number: 2 });
});

it("lets nobody change or take back what they may not see", async () => {
  const { house, propose, contextOf } = await open();
  const { id } = await propose(PRIVATE, "a-secret");
  const stranger = contextOf({ kind: "person", id: "slack:U7DEV" });
  const payload = { text: "ha", to: "a" };
  await expect(modify.run(stranger, { approval: "1", payload, tag: undefined })).rejects.toThrow("is private");
  await expect(undo.run(stranger, { approval: "1" })).rejects.toThrow("is private");
  expect(await house.trust.find(id)).toMatchObject({ status: "pending", input: { text: "hi", to: "a-secret" } });
});

it("shows nothing private in what is posted for everybody, whoever has it posted", async () => {
  const { propose, contextOf } = await open();
  await propose(PUBLIC, "a");
  await propose(PRIVATE, "a-secret");
  for (const actor of [
    { kind: "person", id: "slack:U1LEAD" },
    { kind: "schedule", id: "schedule:daily" },
  ] as const) {
    const posted = await listApprovals.run({ ...contextOf(actor), isPosted: true }, { of: "both" });
    expect(posted).toMatchObject({ of: "all", mine: [], others: [{ number: 1 }], hidden: [{ number: 2 }] });
  }
});

it("lists what runs out first, and says when there is more", async () => {
  const { house, list } = await open();
  for (let index = 0; index < 51; index++) {
    const call = by(house, `U${index}X`);
    await house.trust.propose({ call, effect: house.effect(), input: { text: "hi", to: `t${index}` } });
    house.pass(1_000);
  }
  const listed = await list("U1LEAD");
  expect(listed.mine.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  expect(listed).toMatchObject({ is_cut: true, text: expect.stringContaining("There are more; these run out first.") });
});
