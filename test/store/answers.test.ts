import { expect, it } from "vitest";
import { createStandups, forgetStandups } from "#store/answers";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const CORE = { team: "core", date: "2026-11-20" };
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
const said = (person: string, today: string, at: Date) => ({ person, ...CORE, yesterday: "", today, blockers: "", at });

it.each(dialects)("asks nobody twice, and keeps what was said as it was known at each moment (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const standups = createStandups(store);
  expect(await Promise.all([1, 2, 3].map(() => standups.ask("p1", CORE, AT)))).toContain(true);
  expect(await standups.ask("p1", CORE, AT)).toBe(false);
  expect(await standups.ask("p1", { ...CORE, date: "2026-11-23" }, AT)).toBe(true);
  expect(await standups.asked(CORE)).toEqual(["p1"]);

  await standups.answer(said("p1", "one", later(1)));
  await standups.answer(said("p2", "two", later(2)));
  await standups.answer(said("p1", "three", later(3)));
  const at = async (minutes: number) => (await standups.answers(CORE, later(minutes))).map(({ today }) => today);
  expect([await at(0), await at(1), await at(2), await at(3)]).toEqual([[], ["one"], ["one", "two"], ["three", "two"]]);
  expect(await standups.answerOf("p1", CORE)).toEqual(said("p1", "three", later(3)));
  expect(await standups.answerOf("p3", CORE)).toBeUndefined();
  expect(await forgetStandups(store, later(3))).toBe(2);
  expect(await standups.asked(CORE)).toEqual([]);
});
