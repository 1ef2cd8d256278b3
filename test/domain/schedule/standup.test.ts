import { expect, it } from "vitest";
import type { Absence } from "#domain/absence";
import type { Person, Team } from "#domain/directory";
import { subjectsIn } from "#domain/schedule/answers";
import { openStandupOf, planPrompts } from "#domain/schedule/standup";
import { makeSchedule } from "../../support/clock.ts";

const member = (id: string, zone: string | null, change: Partial<Person> = {}): Person => ({
  ...{ id, name: id, email: null, zone, accounts: [{ vendor: "slack", handle: `U${id.toUpperCase()}` }] },
  ...change,
});
const PEOPLE = [member("ada", "Europe/Berlin"), member("ben", "America/New_York"), member("cyd", null)];
const TEAM: Team = {
  ...{ key: "core", name: "Core", zone: "Europe/Berlin", working_days: [1, 2, 3, 4, 5], repositories: [] },
  ...{
    holidays: ["2026-12-25"],
    members: PEOPLE.map(({ id, name }) => ({ id, name })),
    wip_limit: null,
    channel: null,
  },
};
const STANDUP = makeSchedule({
  ...{ cron: "0 10 * * 1-5", zone: "Europe/Berlin", team: "core", skipsDaysOff: true, asksMembers: true },
});

function plan(at: string, { people = PEOPLE, absences = [] as Absence[], schedules = [STANDUP], team = TEAM } = {}) {
  const known = new Map(people.map((person) => [person.id, person]));
  const asking = { schedules, teams: [team], people: known, absences, zone: "UTC", now: new Date(at) };
  return planPrompts(asking).map(({ person, standups }) => `${person} ${standups.map(({ date }) => date).join()}`);
}

it.each([
  ["2026-11-20T07:59Z", []],
  ["2026-11-20T08:00Z", ["ada 2026-11-20", "cyd 2026-11-20"]],
  ["2026-11-20T11:59Z", ["ada 2026-11-20", "cyd 2026-11-20"]],
  ["2026-11-20T12:00Z", []],
  // Nine in New York, where Friday's is closed already: it is for Monday's.
  ["2026-11-20T14:00Z", ["ben 2026-11-23"]],
  ["2026-11-21T08:00Z", []],
  ["2026-12-25T08:00Z", []],
  ["2026-12-24T08:00Z", ["ada 2026-12-24", "cyd 2026-12-24"]],
])("asks everybody at their own nine o'clock, at %s %j", (at, asked) => {
  expect(plan(at)).toEqual(asked);
});

it("asks nobody who is away, does not want it, works later, or whom we do not know in Slack", () => {
  const at = "2026-11-20T08:00Z";
  expect(plan(at, { absences: [{ person: "ada", from: "2026-11-19", to: "2026-11-20" }] })).toEqual(["cyd 2026-11-20"]);
  const [ada, ben] = PEOPLE as [Person, Person];
  expect(plan(at, { people: [{ ...ada, wantsPrompts: false }, ben] })).toEqual([]);
  const late = [{ ...ada, hours: { opens: 600, closes: 1_080 } }];
  expect([plan(at, { people: late }), plan("2026-11-20T09:00Z", { people: late })]).toEqual([[], ["ada 2026-11-20"]]);
  expect(plan(at, { people: [{ ...ada, accounts: [] }] })).toEqual([]);
});

it("asks on the last morning before it, and not for what is paused or asks nobody", () => {
  const weekly = { ...STANDUP, cron: "0 16 * * 5" };
  expect(plan("2026-11-18T08:00Z", { schedules: [weekly] })).toEqual([]);
  expect(plan("2026-11-20T08:00Z", { schedules: [weekly] })).toEqual(["ada 2026-11-20", "cyd 2026-11-20"]);
  const paused = { at: new Date(), by: "x", why: null };
  expect(plan("2026-11-20T08:00Z", { schedules: [{ ...STANDUP, paused }] })).toEqual([]);
  expect(plan("2026-11-20T08:00Z", { schedules: [{ ...STANDUP, asksMembers: false }] })).toEqual([]);
});

it("takes answers for a day until four hours after its standup, and then for the next working day", () => {
  const dateAt = (at: string) => openStandupOf([STANDUP], TEAM, new Date(at))?.date;
  expect(dateAt("2026-11-20T12:59Z")).toBe("2026-11-20");
  expect(dateAt("2026-11-20T13:00Z")).toBe("2026-11-23");
  expect(dateAt("2026-12-24T13:00Z")).toBe("2026-12-28");
  expect(openStandupOf([], TEAM, new Date())).toBeUndefined();
});

it.each([
  ["Waiting for ACME/api#7, and acme/web#12.", ["acme/api#7", "acme/web#12"]],
  ["acme/api#7 acme/api#7", ["acme/api#7"]],
  ["nothing, #7, api#7, https://example.com/a/acme/api#7x", []],
  ["", []],
])("finds in “%s” the pull requests that are named", (words, subjects) => {
  expect(subjectsIn(words)).toEqual(subjects);
});
