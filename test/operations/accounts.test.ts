import { expect, it, onTestFinished } from "vitest";
import { createGithubClient } from "#integrations/github/client";
import { parseDeliveryLine } from "#integrations/import-line";
import { fromWebhook } from "#integrations/jira/normalise";
import { meetAccounts } from "#operations/accounts";
import { startSandbox } from "#sandbox/start";
import { createEvents } from "#store/events";
import { importEvents } from "#store/import";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createTeams } from "#store/teams";
import { dialects, openTestStore } from "../support/stores.ts";
import { openTrackers } from "../support/trackers.ts";

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
    vendors: { jira: null, linear: null },
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
    vendors: { jira: null, linear: null },
  });
  expect(await directory.people(10)).toEqual([]);
});

it.each(dialects)(
  "meets whom tickets are assigned to, as those whom Slack knows by the same address (%s)",
  async (dialect) => {
    const store = await openTestStore(dialect);
    const { writing, world, jira } = await openTrackers();
    const [ben] = world.state.people.filter(({ login }) => login === "benosei");
    const directory = { ...createPeople(store), ...createTeams(store) };
    const [account] = (await writing.vendors.jira?.assignable("API-1001", { query: ben?.name ?? "" })) ?? [];
    await createEvents(store).ingest([assigned("API-1001", account?.accountId ?? "")]);
    const meeting = {
      ...{ store, directory, memory: createMemory(store), now: () => new Date(), vendors: writing.vendors },
      listMembers: async () => [
        {
          vendor: "slack" as const,
          handle: "U0BEN",
          name: "Ben",
          email: ben?.email ?? null,
          zone: "UTC",
          kind: "human" as const,
        },
      ],
      github: undefined,
    };
    await meetAccounts(meeting);
    const person = await directory.personOf({ vendor: "jira", handle: account?.accountId ?? "" });
    expect(person?.accounts.map(({ vendor }) => vendor).sort()).toEqual(["jira", "slack"]);
    const asked = jira.requests.count();
    await meetAccounts(meeting);
    expect(jira.requests.count()).toBe(asked);
  },
);

function assigned(key: string, accountId: string) {
  const at = new Date("2026-11-20T10:00:00Z");
  const fields = {
    ...{ summary: "Make order numbers gap-free", status: { name: "To Do", statusCategory: { key: "new" } } },
    ...{ assignee: { accountId }, created: at.toISOString(), updated: at.toISOString() },
  };
  const payload = { timestamp: at.getTime(), webhookEvent: "jira:issue_created", issue: { id: "1", key, fields } };
  return fromWebhook({ payload, delivery: key, raw: Buffer.from(JSON.stringify(payload)), receivedAt: at })[0];
}
