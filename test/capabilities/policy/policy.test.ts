import { expect, it } from "vitest";
import { changePolicy } from "#capabilities/policy/change";
import { policyForm } from "#capabilities/policy/form";
import { showPolicy } from "#capabilities/policy/show";
import type { Effect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { approve, performToEnd, propose } from "../../support/proposals.ts";
import { dialects, openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse, POLICY } from "../../support/trust.ts";

const ADMINS = POLICY.replace("policy_admins: [U1LEAD]", "policy_admins: [U1LEAD, U2LEAD, U3LEAD]");
const STRICTER = ADMINS.replace("risk: medium, mode: ask", "risk: high, mode: require_approval");
const EFFECT = changePolicy as unknown as Effect;

/** Proposals of policies over a real store; the file is the test's own. */
async function open(dialect: (typeof dialects)[number] = "sqlite") {
  const house = createTrustHouse(await openTestStore(dialect), { policy: ADMINS });
  house.setCatalogue(house.effect(), EFFECT);
  const { contextOf } = house.parts;
  const directory = {
    personOf: async ({ handle }: { handle: string }) => ({ id: `person:${handle}`, name: `Lead ${handle}` }),
  };
  const parts = { directory, trust: house.trust, places: house.parts.membership };
  house.parts.contextOf = (call) => ({ ...contextOf(call), ...parts }) as unknown as Context;
  house.parts.writes = { adjutant: { replace: async (text: string) => house.setPolicy(text) } } as never;
  const change = (text: string, who = "U1LEAD") =>
    house.trust.propose({
      call: by(house, who),
      effect: house.parts.catalogue.get("policy.change") as Effect,
      input: { text },
    });
  const as = (who: string) => house.parts.contextOf(by(house, who));
  return { house, change, as };
}

it.each(dialects)("is changed once two admins have agreed who did not propose it (%s)", async (dialect) => {
  const { house, change } = await open(dialect);
  const { id, risk, needed } = await change(STRICTER);
  expect([risk, needed]).toEqual(["critical", 2]);
  await expect(approve(house, id, "U1LEAD")).rejects.toThrow("Somebody else has to agree");
  await approve(house, id, "U2LEAD");
  expect(house.trust.policyText().text).toBe(ADMINS);
  await approve(house, id, "U3LEAD");
  const ended = await performToEnd(house, id);
  expect([ended, (await house.trust.require(id)).error]).toEqual(["done", null]);
  expect(house.trust.policyText().text).toBe(STRICTER);
  const { result } = await house.trust.require(id);
  expect(changePolicy.inverse?.({ text: STRICTER }, result as never)).toEqual({
    ...{ name: "policy.change", input: { text: ADMINS } },
  });
});

it("shows before anybody agrees what it would have made of the last proposals, and what it makes impossible", async () => {
  const { house, change } = await open();
  await propose(house);
  const { grounds } = await change(STRICTER.replace('approvers: [{ who: [U1LEAD, U2LEAD, U3LEAD], may: ["*"] }]', ""));
  const [whole, past, ...beware] = grounds.preview.payload;
  expect(whole).toMatchObject({ before: ADMINS });
  expect(past?.text).toContain("It differs in the case of 1 of 1 proposal:\n1 note.write github:a: ask, medium →");
  expect(beware.map(({ text }) => text)).toEqual(["It names no “approvers”: nobody could agree to what is risky."]);
});

it("is proposed by its admins alone, valid, and different from what is in force", async () => {
  const { change } = await open();
  await expect(change(STRICTER, "U5DEV")).rejects.toThrow("another: Lead U1LEAD, Lead U2LEAD, Lead U3LEAD.");
  await expect(change("actions: { pr.merge: { risk: enormous } }")).rejects.toThrow("The policy is wrong.");
  await expect(change("nonsense: [")).rejects.toThrow("not YAML");
  await expect(change(ADMINS)).rejects.toThrow("in force already");
});

it("is not replaced by what was agreed to before somebody else changed it", async () => {
  const { house, change } = await open();
  const { id } = await change(STRICTER);
  await approve(house, id, "U2LEAD");
  await approve(house, id, "U3LEAD");
  house.setPolicy(`${ADMINS}stale_pr: { action: block }\n`);
  expect(await performToEnd(house, id)).toBe("superseded");
  expect(house.trust.policyText().text).toContain("stale_pr");
});

it("is shown to everybody, and the form to those who may use it", async () => {
  const { as } = await open();
  expect(await showPolicy.run(as("U5DEV"), {})).toMatchObject({ text: ADMINS, is_own: true, may_change: false });
  expect(await showPolicy.run(as("U1LEAD"), {})).toMatchObject({ may_change: true });
  expect(await policyForm.run(as("U1LEAD"), {})).toEqual({ text: ADMINS });
  await expect(policyForm.run(as("U5DEV"), {})).rejects.toThrow("Only those who look after the policy");
});
