import { expect, it } from "vitest";
import { createPeople } from "#store/people";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const SIGNATURE = { by: "slack:U1", at: AT };
const ADA = { vendor: "slack" as const, handle: "U1" };

it.each(dialects)("keeps days away until they are over or taken back (%s)", async (dialect) => {
  const people = createPeople(await openTestStore(dialect));
  const add = (person: string, from: string, to: string) => people.addAbsence({ person, from, to }, SIGNATURE);
  await add("p1", "2026-11-18", "2026-11-25");
  await add("p1", "2026-12-24", "2026-12-31");
  await add("p2", "2026-11-01", "2026-11-19");
  expect(await people.absences({ from: "2026-11-20" })).toHaveLength(2);
  expect(await people.absences({ from: "2026-11-19", person: "p2" })).toHaveLength(1);
  expect(await people.endAbsences("p1", "2026-11-20")).toBe(1);
  expect(await people.absences({ from: "2026-12-01" })).toHaveLength(1);
  expect(await people.endAbsences("p1", "2026-12-24")).toBe(1);
  expect(await people.absences({ from: "2026-11-19" })).toEqual([
    { person: "p2", from: "2026-11-01", to: "2026-11-19" },
    { person: "p1", from: "2026-11-18", to: "2026-11-19" },
  ]);
});

it.each(dialects)("lets people say otherwise than Slack where and when they work (%s)", async (dialect) => {
  const people = createPeople(await openTestStore(dialect));
  await people.see([{ ...ADA, name: "Ada", email: null, zone: "Asia/Tokyo", kind: "human" }], AT);
  const ada = await people.personOf(ADA);
  const save = (settings: Parameters<typeof people.saveSettings>[1]) =>
    people.saveSettings(ada?.id ?? "", settings, SIGNATURE);
  await save({ zone: "Europe/Berlin", hours: { opens: 480, closes: 960 } });
  await save({ wantsPrompts: false });
  expect(await people.personOf(ADA)).toMatchObject({
    ...{ zone: "Europe/Berlin", hours: { opens: 480, closes: 960 }, wantsPrompts: false },
  });
  // Slack goes on telling its own zone, and that changes nothing.
  await people.see([{ ...ADA, name: "Ada", email: null, zone: "Asia/Seoul", kind: "human" }], AT);
  expect(await people.personOf(ADA)).toMatchObject({ zone: "Europe/Berlin" });
  await save({ zone: null, hours: null, wantsPrompts: true });
  expect(await people.personOf(ADA)).toEqual({ ...ada, zone: "Asia/Seoul" });
});
