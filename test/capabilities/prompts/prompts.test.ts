import { describe, expect, it } from "vitest";
import { schedulingHouse } from "../../support/scheduling.ts";
import { dialects } from "../../support/stores.ts";

const STANDUP = { report: "standup", words: "core", channel: "CPRIVATE", when: "weekdays at 10:00" };
const PULLS = [
  { number: 1, openedHoursAgo: 200, author: "ada", title: "Add a <cache>" },
  { number: 2, openedHoursAgo: 100, author: "ben" },
];
const MONDAY = "2026-11-23";

async function openHouse(dialect: (typeof dialects)[number]) {
  const house = await schedulingHouse(dialect, PULLS);
  await house.formTeam();
  await house.ask("schedules.save", STANDUP);
  return house;
}

const answer = (words: object, date = MONDAY) => ({ team: "core", date, ...words });

describe.each(dialects)("standup prompts (%s)", (dialect) => {
  it("ask each member once, and show in the standup what they say in their own words", async () => {
    const house = await openHouse(dialect);
    await house.at(`${MONDAY}T09:00:20Z`);
    await house.at(`${MONDAY}T09:05:20Z`);
    expect(house.told.map(({ channel }) => channel).toSorted()).toEqual(["U001", "U002"]);

    const { view } = await house.ask("prompts.form", { team: "core", date: MONDAY });
    const form = view.nodes.find(({ type }) => type === "form");
    expect(form?.type === "form" && form.fields.map(({ value }) => value)).toEqual([
      "",
      "acme/api#1 Add a <cache>",
      "",
    ]);
    await house.ask("prompts.answer", answer({ today: "<!channel> *ship* it" }));

    await house.at(`${MONDAY}T10:00:20Z`);
    const posted = house.told.find(({ channel }) => channel === "CPRIVATE");
    expect(JSON.stringify(posted)).toContain("1 of 2 answered");
    expect(JSON.stringify(posted)).toContain("<!channel> *ship* it");
    const { result } = await house.ask("standup", { team: "core" });
    expect(result).toMatchObject({ answers: { expected: 2, received: 1 }, said: [{ name: "Ada", blockers: "" }] });
    expect(JSON.stringify(result.said)).not.toContain("Ben");
  });

  it("edit late answers into the post for four hours, and keep later ones for the next working day", async () => {
    const house = await openHouse(dialect);
    await house.at(`${MONDAY}T09:00:20Z`);
    await house.at(`${MONDAY}T10:00:20Z`);
    await house.at(`${MONDAY}T11:00:00Z`);
    await house.ask("prompts.answer", answer({ today: "late" }), "U002");
    await house.at(`${MONDAY}T11:15:00Z`);
    expect(house.edits).toHaveLength(1);
    expect(JSON.stringify(house.edits[0]?.view)).toContain("late");
    await house.ask("prompts.answer", answer({ today: "changed" }), "U002");
    await house.at(`${MONDAY}T11:30:00Z`);
    expect(JSON.stringify(house.edits[1]?.view)).toContain("changed");

    await house.at(`${MONDAY}T14:05:00Z`);
    const { result } = await house.ask("prompts.answer", answer({ today: "too late" }), "U001");
    expect(result).toMatchObject({ date: "2026-11-24", text: expect.stringContaining("is closed") });
    await house.at(`${MONDAY}T14:20:00Z`);
    expect(house.edits).toHaveLength(2);
    await house.at("2026-11-24T10:00:20Z");
    expect(JSON.stringify(house.told.findLast(({ channel }) => channel === "CPRIVATE"))).toContain("too late");
    // Whoever has answered already is not asked for it.
    expect(house.told.filter(({ channel }) => channel === "U001")).toHaveLength(1);
  });

  it("take a pull request that is in somebody's way for blocked, until they take it back", async () => {
    const house = await openHouse(dialect);
    const say = (blockers: string) => house.ask("prompts.answer", answer({ today: "x", blockers }));
    const { result } = await say("acme/api#1 waits for keys, and acme/api#99 for nothing");
    expect(result.blocked).toEqual(["acme/api#1"]);
    expect(await house.ports.acting.blockers(house.now())).toMatchObject([{ subject: "acme/api#1", by: "slack:U001" }]);
    await say("nothing any more");
    expect(await house.ports.acting.blockers(house.now())).toEqual([]);
  });
});

it("shows a past moment as it was known then, whatever was said since", async () => {
  const house = await openHouse("sqlite");
  await house.at(`${MONDAY}T09:30:00Z`);
  await house.ask("prompts.answer", answer({ today: "one" }));
  const moment = { team: "core", as_of: `${MONDAY}T09:40:00Z` };
  await house.at(`${MONDAY}T09:45:00Z`);
  const { result: before } = await house.ask("standup", moment);
  await house.ask("prompts.answer", answer({ today: "two" }));
  const { result: after } = await house.ask("standup", moment);
  expect(after).toEqual(before);
});

it("asks nobody who is away or does not want it, and takes no answer of those who are not in the team", async () => {
  const house = await openHouse("sqlite");
  await house.ask("away", { days: `${MONDAY} to 2026-11-25` });
  await house.ask("settings.save", { prompts: "no" }, "U002");
  await house.at(`${MONDAY}T09:00:20Z`);
  expect(house.told).toEqual([]);
  await house.ask("back");
  await house.at(`${MONDAY}T09:01:20Z`);
  expect(house.told).toMatchObject([{ channel: "U001" }]);
  await expect(house.ask("prompts.answer", answer({ today: "x" }), "U003")).rejects.toThrow("no member");
  await expect(house.ask("prompts.answer", answer({}))).rejects.toThrow("All of it is empty");
});

it("lets people say when they are away, and their lead for them", async () => {
  const { ask, formTeam } = await openHouse("sqlite");
  await formTeam();
  expect((await ask("away", { days: "2026-12-24 to 2026-12-31" })).result).toMatchObject({ to: "2026-12-31" });
  expect((await ask("away", { days: "tomorrow" })).result).toMatchObject({ from: "2026-11-21", to: "2026-11-21" });
  expect((await ask("settings")).result.away).toHaveLength(2);
  expect((await ask("away", { days: "today", who: "U001" }, "U002")).view.text).toContain("Ada is away");
  await expect(ask("away", { days: "today", who: "U001" }, "U003")).rejects.toThrow("lead of their team");
  expect((await ask("back")).view.text).toContain("Welcome back");
  expect((await ask("settings")).result.away).toHaveLength(2);
  expect((await ask("back", { day: "2026-12-28" })).view.text).toContain("Taken back from 2026-12-28");
  expect((await ask("back", { day: "2026-11-21" })).view.text).toContain("Taken back");
  expect((await ask("settings")).result.away).toEqual([{ from: "2026-12-24", to: "2026-12-27" }]);
  expect((await ask("back")).view.text).toContain("Nobody had said anything else");
});

it.each([
  ["2026-12-31 to 2026-12-24", "end before it begins"],
  ["2026-02-30", "are no days"],
  ["christmas", "are no days"],
  ["2026-11-01 to 2026-11-02", "over already"],
  ["2026-12-01 to 2028-12-01", "more than a year"],
  ["2026-12-01 2026-12-02 2026-12-03", "are no days"],
])("refuses “%s” as days away: %s", async (days, why) => {
  const { ask } = await openHouse("sqlite");
  await expect(ask("away", { days })).rejects.toThrow(why);
});

it("shows everybody what is kept about them, and deletes it when they say so twice", async () => {
  const house = await openHouse("sqlite");
  await house.ask("prompts.answer", answer({ today: "my words" }));
  await house.ask("prompts.answer", answer({ today: "of somebody else" }), "U002");
  await house.ask("away", { days: "2026-12-24 to 2026-12-31" });
  const { result, view } = await house.ask("privacy");
  expect(result).toMatchObject({ name: "Ada", schedules: [1], answers: [{ today: "my words" }] });
  expect(JSON.stringify(view)).not.toContain("of somebody else");
  await expect(house.ask("privacy.forget")).rejects.toThrow("Write “/adjutant privacy forget delete”");
  expect((await house.ask("privacy.forget", { confirm: "delete" })).result).toMatchObject({ answers: 1, schedules: 1 });
  expect((await house.ask("privacy")).result).toMatchObject({ schedules: [], answers: [], away: [] });
  expect((await house.ask("privacy")).result.name).toMatch(/^someone-/);
  expect((await house.ask("privacy", {}, "U002")).result.answers).toHaveLength(1);
});

it("changes one's own zone and hours, and says them", async () => {
  const { ask } = await openHouse("sqlite");
  expect((await ask("settings.save", { zone: "Asia/Tokyo", hours: "08:00-16:30" })).result).toMatchObject({
    ...{ zone: "Asia/Tokyo", hours: "08:00-16:30", prompts: "yes" },
  });
  expect((await ask("settings.save", { zone: "none", hours: "none" })).result).toMatchObject({
    zone: "UTC",
    hours: "09:00-17:00",
  });
  await expect(ask("settings.save", { hours: "17:00-08:00" })).rejects.toThrow("end before it begins");
});
