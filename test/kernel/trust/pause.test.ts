import { expect, it } from "vitest";
import { openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse } from "../../support/trust.ts";

const POLICY = `
roles:
  approvers: [{ who: [U1LEAD, UGUEST1], may: ["*"] }]
  security_admins: [U2LEAD, UGUEST1]
`;

it("lets approvers pause and security admins resume, and no guest, whatever the policy calls them", async () => {
  const house = createTrustHouse(await openTestStore("sqlite"), { policy: POLICY });
  const isPaused = async () => (await house.trust.paused())?.isOn ?? false;
  for (const who of ["UGUEST1", "U5DEV"]) {
    await expect(house.trust.pause(by(house, who), null)).rejects.toThrow("may pause");
  }
  expect(await isPaused()).toBe(false);
  await house.trust.pause(by(house, "U1LEAD"), "a look");
  for (const who of ["UGUEST1", "U1LEAD"]) {
    await expect(house.trust.resume(by(house, who))).rejects.toThrow("security admin");
  }
  expect(await isPaused()).toBe(true);
  await house.trust.resume(by(house, "U2LEAD"));
  expect(await isPaused()).toBe(false);
});
