import { expect, it } from "vitest";
import type { Person, SeenAccount } from "#domain/directory";
import { createAudit } from "#store/audit";
import type { Store } from "#store/db";
import { createPeople } from "#store/people";
import { createTeams } from "#store/teams";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const ADA: SeenAccount = {
  ...{ vendor: "slack", handle: "U1", name: "Ada Lindqvist", email: "ada@example.com" },
  ...{ zone: "Asia/Tokyo", kind: "human" },
};
const ADA_ON_GITHUB: SeenAccount = { ...ADA, vendor: "github", handle: "ada-dev", name: "Ada L." };
const BEN: SeenAccount = { ...ADA, handle: "U2", name: "Ben Okoro", email: "ben@example.com" };
const TRACES = ["Lindqvist", "Ada L.", "ada@example.com", "Asia/Tokyo", "words of mine"];

/** Everything that is stored, as text. */
async function dump(store: Store): Promise<string> {
  const { people, accounts, teams, teamMembers, invocations } = store.tables;
  const tables = [people, accounts, teams, teamMembers, invocations];
  const rows = await Promise.all(tables.map((table) => store.select().from(table)));
  return JSON.stringify(rows);
}

async function open(store: Store) {
  const people = createPeople(store);
  const audit = createAudit(store);
  await people.see([ADA, ADA_ON_GITHUB, { ...BEN, zone: "Africa/Lagos" }], AT);
  const ada = (await people.personOf(ADA)) as Person;
  const ben = (await people.personOf(BEN)) as Person;
  await createTeams(store).saveTeam({ key: "core", members: [ada.id, ben.id] }, { zone: "UTC", by: "tests", at: AT });
  const say = (id: string, actor: string, words: string) =>
    audit.append({
      ...{ id, traceId: id, outcome: "done", message: words, result: { words }, ms: 1, at: AT },
      invocation: {
        ...{ name: "ask", input: { question: words }, actor: { id: actor } },
        origin: { surface: "slack" },
      },
    });
  await say("1", "slack:U1", "words of mine");
  await say("2", "slack:U2", "words of Ben");
  return { people, ada };
}

it.each(dialects)("leaves no trace of who somebody is, and all of everybody else (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { people, ada } = await open(store);
  for (const trace of TRACES) expect(await dump(store)).toContain(trace);
  const name = await people.erase(ada, AT);
  expect(name).toMatch(/^someone-\w{6}$/);
  const after = await dump(store);
  for (const trace of TRACES) expect(after).not.toContain(trace);
  for (const kept of ["Ben Okoro", "ben@example.com", "words of Ben", name]) expect(after).toContain(kept);
  const [team] = await createTeams(store).teams();
  expect(team?.members.map((member) => member.name).toSorted()).toEqual(["Ben Okoro", name].toSorted());
});

it.each(dialects)(
  "does not learn again from vendors what was forgotten, until the account is linked anew (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { people, ada } = await open(store);
    await people.erase(ada, AT);
    await people.see([ADA, ADA_ON_GITHUB], AT);
    for (const trace of TRACES) expect(await dump(store)).not.toContain(trace);
    expect(await people.personOf(ADA)).toMatchObject({ id: ada.id, accounts: [{ vendor: "slack", handle: "U1" }] });
    expect(await people.personOf(ADA_ON_GITHUB)).toBeUndefined();
    expect((await people.namesOf(["ada-dev"])).size).toBe(0);
    expect(await people.unknownAccounts(10)).toEqual([]);

    await people.link(ADA_ON_GITHUB, ada.id, { by: "slack:U1", at: AT, force: false });
    expect(await people.personOf(ADA_ON_GITHUB)).toMatchObject({ id: ada.id });
  },
);
