import { expect, it } from "vitest";
import type { SeenAccount } from "#domain/directory";
import { createPeople } from "#store/people";
import { createTeams } from "#store/teams";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const ada: SeenAccount = {
  vendor: "slack",
  handle: "U1",
  name: "Ada",
  email: "Ada@Example.com",
  zone: "UTC",
  kind: "human",
};
const adaOnGithub: SeenAccount = {
  vendor: "github",
  handle: "ada-dev",
  name: null,
  email: "ada@example.com",
  kind: "human",
};
const stranger: SeenAccount = { vendor: "github", handle: "stranger", name: null, email: null, kind: "human" };

it.each(dialects)("links accounts with the same e-mail, whichever was seen first (%s)", async (dialect) => {
  for (const order of [
    [ada, adaOnGithub],
    [adaOnGithub, ada],
  ]) {
    const people = createPeople(await openTestStore(dialect));
    for (const account of order) await people.see([account], AT);
    const person = await people.personOf(adaOnGithub);
    expect(person).toMatchObject({
      name: "Ada",
      zone: "UTC",
      accounts: [adaOnGithub, ada].map(({ vendor, handle }) => ({ vendor, handle })),
    });
  }
});

it.each(dialects)("learns the name and the address of somebody whom a command met first (%s)", async (dialect) => {
  const people = createPeople(await openTestStore(dialect));
  await people.see([adaOnGithub, { ...ada, name: null, email: null, zone: null }], AT);
  expect(await people.personOf(ada)).toMatchObject({ name: "U1", email: null });
  expect(await people.personOf(adaOnGithub)).toBeUndefined();

  await people.see([ada], AT);
  const known = { name: "Ada", email: "ada@example.com", zone: "UTC" };
  expect(await people.personOf(adaOnGithub)).toMatchObject(known);
  await people.see([{ ...ada, name: null, email: null, zone: null }], AT);
  expect(await people.personOf(ada)).toMatchObject(known);
});

it.each(dialects)("lists who belongs to nobody, without bots, until they are linked by hand (%s)", async (dialect) => {
  const people = createPeople(await openTestStore(dialect));
  await people.see([ada, stranger, { ...stranger, handle: "bot[bot]", kind: "bot" }], AT);
  expect((await people.unknownAccounts(10)).map(({ handle }) => handle)).toEqual(["stranger"]);

  const person = await people.personOf(ada);
  const options = { by: "slack:U1", at: AT, force: false };
  expect(await people.link(stranger, person?.id ?? "", options)).toMatchObject({ status: "linked" });
  expect(await people.unknownAccounts(10)).toEqual([]);
});

it.each(dialects)("does not take a login from its owner unless an operator insists (%s)", async (dialect) => {
  const people = createPeople(await openTestStore(dialect));
  await people.see([ada, { ...ada, handle: "U2", name: "Ben", email: "ben@example.com" }, stranger], AT);
  const [first, second] = [await people.personOf(ada), await people.personOf({ vendor: "slack", handle: "U2" })];
  await people.link(stranger, first?.id ?? "", { by: "slack:U1", at: AT, force: false });
  const claim = (force: boolean) => people.link(stranger, second?.id ?? "", { by: "slack:U2", at: AT, force });
  expect(await claim(false)).toMatchObject({ status: "taken", person: { name: "Ada" } });
  expect(await claim(true)).toMatchObject({ status: "linked", person: { name: "Ben" } });
});

it.each(dialects)("keeps teams with members and repositories, and replaces them whole (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const people = createPeople(store);
  const teams = createTeams(store);
  await people.see([ada], AT);
  const person = await people.personOf(ada);
  const team = {
    key: "core",
    name: "Core",
    zone: "Europe/Berlin",
    working_days: [1, 2, 3, 4, 5],
    repositories: ["acme/web", "acme/api"],
    members: [person?.id ?? ""],
    wip_limit: 4,
    channel: null,
    holidays: ["2026-12-25"],
  };
  await teams.saveTeam(team, { by: "slack:U1", at: AT, zone: "UTC" });
  const saved = { ...team, repositories: ["acme/api", "acme/web"], members: [{ id: person?.id, name: "Ada" }] };
  expect(await teams.team("core")).toEqual(saved);

  await teams.saveTeam({ ...team, repositories: ["acme/infra"], members: [] }, { by: "slack:U1", at: AT, zone: "UTC" });
  expect(await teams.teams()).toMatchObject([{ repositories: ["acme/infra"], members: [] }]);
  expect(await teams.removeTeam("core")).toBe(true);
  expect(await teams.removeTeam("core")).toBe(false);
});

it.each(dialects)("gives a project's key to the first of many who ask at once (%s)", async (dialect) => {
  const teams = createTeams(await openTestStore(dialect));
  const project = { key: "ACME", name: "Acme", tracker: "jira" as const, team: null, description: null };
  const created = await Promise.all(
    Array.from({ length: 8 }, () => teams.createProject(project, { by: "slack:U1", at: AT })),
  );
  expect(created.filter(Boolean)).toHaveLength(1);
  expect(await teams.updateProject("ACME", { name: "New" }, { by: "slack:U1", at: AT })).toBe(true);
  expect(await teams.projects()).toEqual([{ ...project, name: "New" }]);
});

it.each(dialects)(
  "lets two people who change different things of a team at once both have their way (%s)",
  async (dialect) => {
    const teams = createTeams(await openTestStore(dialect));
    const signature = { by: "slack:U1", at: AT, zone: "Asia/Tokyo" };
    await Promise.all([
      teams.saveTeam({ key: "core", name: "The core" }, signature),
      teams.saveTeam({ key: "core", wip_limit: 3, channel: "C1" }, signature),
      teams.saveTeam({ key: "core", repositories: ["acme/api"] }, signature),
    ]);
    const whole = { name: "The core", wip_limit: 3, channel: "C1", repositories: ["acme/api"], zone: "Asia/Tokyo" };
    expect(await teams.team("core")).toMatchObject({ ...whole, working_days: [1, 2, 3, 4, 5] });

    await teams.saveTeam({ key: "core", wip_limit: null, channel: null }, signature);
    expect(await teams.team("core")).toMatchObject({ ...whole, wip_limit: null, channel: null });
  },
);
