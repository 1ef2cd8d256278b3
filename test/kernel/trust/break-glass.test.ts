import { expect, it } from "vitest";
import { hashTag } from "#domain/trust/approval";
import { GLASS_QUEUE } from "#domain/trust/jobs";
import { glassLane } from "#operations/glass";
import { verifyAudit } from "#store/audit-check";
import { approve, performToEnd, propose } from "../../support/proposals.ts";
import { dialects, openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse, POLICY, type TrustHouse } from "../../support/trust.ts";

const WHY = "Production is down and nobody else is awake.";

async function breakGlass(house: TrustHouse, id: string, who: string) {
  const { payloadHash } = await house.trust.require(id);
  const decision = { ref: id, verdict: "approve", reason: WHY, tag: hashTag(payloadHash), breaksGlass: true } as const;
  return house.trust.decide(by(house, who), decision);
}

const jobsOf = async ({ store }: TrustHouse) =>
  (await store.select().from(store.tables.jobs)).filter(({ queue }) => queue === GLASS_QUEUE);

it.each(dialects)(
  "lets a security admin agree alone, tells of it at once, and has it reviewed (%s)",
  async (dialect) => {
    const house = createTrustHouse(await openTestStore(dialect), { risk: "critical" });
    const { id } = await propose(house, "U2LEAD");
    await expect(approve(house, id, "U2LEAD")).rejects.toThrow("Somebody else has to agree");
    expect(await breakGlass(house, id, "U2LEAD")).toMatchObject({ status: "approved", brokeGlass: true, reason: WHY });
    expect(await performToEnd(house, id)).toBe("done");
    const jobs = await jobsOf(house);
    const waits = jobs.map(({ runAt, payload }) => [
      (payload as { when: string }).when,
      runAt.getTime() - house.now().getTime(),
    ]);
    expect(waits).toContainEqual(["review", expect.closeTo(24 * 3_600_000, -6)]);
    expect((await verifyAudit(house.store)).ok).toBe(true);

    const posts: { channel: string; text: string }[] = [];
    const announcements = {
      post: async ({ channel, view }: { channel: string; view: { text: string } }) =>
        void posts.push({ channel, text: view.text }),
    };
    const lane = glassLane({
      ...{
        announcements: announcements as never,
        find: house.trust.find,
        policy: house.trust.policy,
        membersOf: async () => [],
        auditChannel: null,
      },
    });
    for (const job of jobs) await lane.handlers[GLASS_QUEUE]?.(job as never, {} as never);
    expect(posts.map(({ channel }) => channel).sort()).toEqual(["U1LEAD", "U1LEAD", "U2LEAD", "U2LEAD"]);
    expect(posts.map(({ text }) => text).join()).toContain("To be reviewed: the glass was broken yesterday");
  },
);

it("lets nobody else, and nothing altered, through the broken glass", async () => {
  const house = createTrustHouse(await openTestStore("sqlite"), { risk: "critical" });
  const { id } = await propose(house, "U5DEV");
  await expect(breakGlass(house, id, "U1LEAD")).rejects.toThrow("Only a security admin may break the glass.");
  await expect(breakGlass(house, id, "UGUEST1")).rejects.toThrow("Guests cannot decide.");
  const unseen = { ref: id, verdict: "approve", reason: WHY, breaksGlass: true } as const;
  await expect(house.trust.decide(by(house, "U2LEAD"), unseen)).rejects.toThrow("decided on its card");
  const { approvals } = house.store.tables;
  await house.store.update(approvals).set({ input: JSON.stringify({ text: "forged", to: "a" }) });
  await expect(breakGlass(house, id, "U2LEAD")).rejects.toThrow("was altered");
});

it("does nothing where the security admin is none any more when it is to be carried out", async () => {
  const policy = POLICY.replace("security_admins: [U2LEAD]", "security_admins: [U4SAFE]");
  for (const [now, ending] of [
    [policy, "done"],
    [POLICY, "superseded"],
  ] as const) {
    const house = createTrustHouse(await openTestStore("sqlite"), { risk: "critical", policy });
    const { id } = await propose(house, "U5DEV");
    await breakGlass(house, id, "U4SAFE");
    house.setPolicy(now);
    expect(await performToEnd(house, id)).toBe(ending);
  }
});

it("lets also those break the glass who agreed before", async () => {
  const house = createTrustHouse(await openTestStore("sqlite"), { risk: "critical" });
  const { id } = await propose(house, "U5DEV");
  expect(await approve(house, id, "U2LEAD")).toMatchObject({ status: "pending" });
  expect(await breakGlass(house, id, "U2LEAD")).toMatchObject({ status: "approved", brokeGlass: true });
});
