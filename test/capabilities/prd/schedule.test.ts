import { expect, it, onTestFinished } from "vitest";
import { calendarEffects } from "#capabilities/calendar/event";
import { schedulePrd } from "#capabilities/prd/schedule";
import { createGoogleCalendar } from "#integrations/google/calendar";
import type { Effect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { createGoogleSandbox } from "#sandbox/google/sandbox";
import { createPeople } from "#store/people";
import { createPrds } from "#store/prds";
import { createTeams } from "#store/teams";
import { openTestStore } from "../../support/stores.ts";
import { by, createTrustHouse } from "../../support/trust.ts";
import { buttonsOf, fillIn, formOf, openPrd } from "./house.ts";

/** PRD 1 of a project whose team is Ben and Cleo, by Ann, on a Friday; with a calendar of the sandbox. */
async function open({ hasCalendar = true } = {}) {
  const store = await openTestStore("sqlite");
  const house = createTrustHouse(store);
  const google = await createGoogleSandbox({ now: house.now });
  onTestFinished(() => google.close());
  const { reads } = createGoogleCalendar({ ...google, now: house.now });
  house.setCatalogue(...(calendarEffects as unknown as Effect[]));
  const [people, teams] = [createPeople(store), createTeams(store)];
  const directory = { ...teams, ...people };
  const seen = (handle: string, name: string, zone: string, email: string | null) => ({
    ...{ vendor: "slack" as const, handle, name, email, zone, kind: "human" as const },
  });
  await directory.see(
    [
      seen("U5DEV", "Ann", "Europe/Berlin", "ann@acme.example"),
      seen("U2BEN", "Ben", "Europe/Berlin", "ben@acme.example"),
      seen("U3CLEO", "Cleo", "America/New_York", null),
    ],
    house.now(),
  );
  const ids = (await directory.people(10)).filter(({ name }) => name !== "Ann").map(({ id }) => id);
  const signature = { by: "test", at: house.now() };
  await directory.saveTeam({ key: "core", members: ids }, { ...signature, zone: "UTC" });
  await directory.createProject(
    { key: "API", name: "API", tracker: "jira", team: "core", description: null },
    signature,
  );
  const prds = createPrds(store, { quorum: 1 });
  const origin = { kind: "typed" as const, isTainted: false };
  const about = { title: "Export; in one, click", project: "API", createdBy: "slack:U5DEV", place: null, thread: null };
  await prds.create({ ...about, origin }, { text: "# Export\n", author: "slack:U5DEV", message: "First" }, house.now());
  const vendors = { google: hasCalendar ? reads : null };
  const parts = { now: house.now, directory, prds, vendors, settings: { zone: "UTC" }, trust: house.trust };
  house.parts.contextOf = (call) => ({ ...call, ...parts, catalogue: house.parts.catalogue }) as unknown as Context;

  async function schedule(input: object = {}) {
    const context = house.parts.contextOf(by(house, "U5DEV"));
    const result = await schedulePrd.run(context, schedulePrd.input.parse({ prd: 1, ...input }));
    return { result, words: JSON.stringify(schedulePrd.view(result).nodes) };
  }
  return { house, google, prds, schedule };
}

const lineOf = (ics: string, name: string) =>
  ics
    .replaceAll("\r\n ", "")
    .split("\r\n")
    .find((line) => line.startsWith(name)) ?? "";

it("meets on the next working day when all are at work, with those who are concerned", async () => {
  const { schedule } = await open();
  const { result, words } = await schedule();
  // The test's Friday is 20 November; four in the afternoon in Berlin is ten in New York.
  expect(result).toMatchObject({ start: "2026-11-23T14:00:00.000Z", zone: "Europe/Berlin", minutes: 30 });
  expect(result.people).toEqual([
    { name: "Ben", has_address: true, is_at_work: true },
    { name: "Cleo", has_address: false, is_at_work: true },
  ]);
  expect(lineOf(result.ics, "SUMMARY")).toBe("SUMMARY:Review of PRD 1: Export\\; in one\\, click");
  expect(lineOf(result.ics, "ORGANIZER")).toContain("mailto:ann@acme.example");
  expect(lineOf(result.ics, "ATTENDEE")).toContain("mailto:ben@acme.example");
  expect(words).toContain("No e-mail address is known of Cleo");
});

it("takes when and with whom as they are typed, and says for whom it is late", async () => {
  const { schedule } = await open();
  const { result, words } = await schedule({
    when: "tuesday 9:30 with <@U3CLEO|cleo>, x@partner.example",
    minutes: "60",
  });
  expect(result).toMatchObject({ start: "2026-11-24T08:30:00.000Z", minutes: 60 });
  expect(result.people.map(({ name }) => name)).toEqual(["Cleo", "x@partner.example"]);
  expect(words).toContain("It is outside working hours for Cleo.");
});

it("asks for the calendar's event as a proposal, and writes nothing by itself", async () => {
  const { house, google, schedule } = await open();
  const { result, words } = await schedule({ with: "Ben" });
  expect(result.approval).toEqual({ number: 1, status: "pending" });
  expect(words).toContain("Asked for approval 1");
  const approval = await house.trust.require("1");
  expect(approval).toMatchObject({ name: "calendar.event", grounds: { cause: "prd:1" } });
  expect(approval.input).toMatchObject({ attendees: ["ben@acme.example"], start: result.start });
  expect(google.meetings()).toEqual([]);
});

it.each([
  ["is not connected", { hasCalendar: false }, undefined, "Nobody is invited yet"],
  ["does not answer", {}, { kind: "status", status: 429, retryAfter: 60 }, "It is not in the calendar."],
  ["refuses us", {}, { kind: "token_expired" }, "Renew GOOGLE_CALENDAR_TOKEN."],
] as const)("has the file where the calendar %s", async (_what, options, fault, words) => {
  const { google, schedule } = await open(options);
  if (fault) google.fault(fault);
  const scheduled = await schedule();
  expect(scheduled.result.approval).toBeNull();
  expect(scheduled.result.ics).toContain("BEGIN:VEVENT");
  expect(scheduled.words).toContain(words);
});

it("calls the meeting of one version the same, and a later file takes the place of an earlier one", async () => {
  const { house, prds, schedule } = await open();
  const first = (await schedule({ file: true })).result;
  house.pass(60_000);
  const second = (await schedule({ when: "wednesday", file: true })).result;
  expect(lineOf(second.ics, "UID")).toBe(lineOf(first.ics, "UID"));
  const sequences = [first, second].map(({ ics }) => Number(lineOf(ics, "SEQUENCE").split(":")[1]));
  expect(sequences[1]).toBe((sequences[0] ?? 0) + 1);
  const head = await prds.head((await prds.find(1))?.id ?? "");
  const next = {
    prd: head?.prd ?? "",
    branch: "main",
    expected: head?.id ?? "",
    text: "# Other\n",
    author: "a",
    message: "m",
  };
  await prds.commit(next, house.now());
  expect(lineOf((await schedule({ file: true })).result.ics, "UID")).not.toBe(lineOf(first.ics, "UID"));
  expect(await house.trust.list({ statuses: ["pending"], limit: 5 })).toEqual([]);
});

it("refuses people whom nobody knows, and times that are over", async () => {
  const { schedule } = await open();
  await expect(schedule({ when: "tomorrow with Zoe" })).rejects.toThrow("with: Nobody is called “Zoe”.");
  await expect(schedule({ when: "today 1:00" })).rejects.toThrow("That is over already.");
});

it("is a button of the PRD, which opens a form that says what the command says", async () => {
  const { ask } = await openPrd();
  const button = buttonsOf((await ask("show", { prd: 1 })).view).find(({ label }) => label === "Schedule review");
  const form = formOf((await ask("schedule-form", button?.call.input ?? {})).view);
  const { name, input } = fillIn(form, { when: "2026-11-24 10:00", with: "Ben" });
  const { result, view } = await ask(name, input);
  expect(result).toMatchObject({ start: "2026-11-24T10:00:00.000Z", people: [{ name: "Ben" }], approval: null });
  expect(view.nodes).toContainEqual({ type: "code", text: result.ics });
});
