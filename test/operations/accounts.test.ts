import { expect, it, onTestFinished } from "vitest";
import { createGithubClient } from "#integrations/github/client";
import { parseDeliveryLine } from "#integrations/import-line";
import { meetAccounts } from "#operations/accounts";
import { startSandbox } from "#sandbox/start";
import { importEvents } from "#store/import";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createTeams } from "#store/teams";
import { dialects, openTestStore } from "../support/stores.ts";

it.each(dialects)("links GitHub accounts with Slack members by the e-mail they commit under (%s)", async (dialect) => {
  const sandbox = await startSandbox({ seed: 3 });
  onTestFinished(() => sandbox.close());
  const store = await openTestStore(dialect);
  const lines = sandbox.history().map((line) => JSON.stringify(line));
  await importEvents(store, lines, { parse: parseDeliveryLine });
  const directory = { ...createPeople(store), ...createTeams(store) };
  const people = sandbox.world.state.people.filter(({ slackId }) => slackId !== null);
  const members = people.map(({ slackId, name, email, zone }) => {
    return { vendor: "slack" as const, handle: slackId ?? "", name, email, zone, kind: "human" as const };
  });
  const meeting = {
    ...{ store, directory, memory: createMemory(store), now: () => new Date() },
    listMembers: async () => members,
    github: () => createGithubClient({ apiUrl: sandbox.githubApiUrl, token: sandbox.githubToken }),
  };
  await meetAccounts(meeting);
  const unknown = await directory.unknownAccounts(10);
  expect(unknown.map(({ handle }) => handle)).toEqual([people.at(-1)?.login.toLowerCase()]);

  const [ada] = people;
  const person = await directory.personOf({ vendor: "github", handle: ada?.login.toLowerCase() ?? "" });
  expect(person).toMatchObject({ name: ada?.name, zone: ada?.zone });
  const asked = sandbox.github.requests.count();
  await meetAccounts(meeting);
  expect(sandbox.github.requests.count()).toBe(asked);
});

it("goes on without Slack and without GitHub", async () => {
  const store = await openTestStore("sqlite");
  const directory = { ...createPeople(store), ...createTeams(store) };
  const memory = createMemory(store);
  await meetAccounts({
    store,
    directory,
    memory,
    now: () => new Date(),
    listMembers: async () => [],
    github: undefined,
  });
  expect(await directory.people(10)).toEqual([]);
});
