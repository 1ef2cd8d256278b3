import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import type { Listening } from "#domain/talk/decision";
import { UserError } from "#kernel/errors";
import { createPeople } from "#store/people";
import { createTalk } from "#store/talk";
import { createTeams } from "#store/teams";
import { createTickets } from "#store/tickets";
import { NOW, testKernel } from "../support/kernel.ts";
import { openTestStore } from "../support/stores.ts";

const LISTENING: Listening = {
  channels: ["C1", "G2"],
  threshold: 0.8,
  projects: new Map([["WEB", { threshold: 0.95 }]]),
};
const SIGNED = { by: "test", at: NOW };

interface Proposed {
  effect: { name: string };
  input: unknown;
  isTainted?: boolean;
}

/** A channel C1 of the team that keeps its tickets in API, a private one, and a trust that remembers what it was asked. */
async function setUp() {
  const store = await openTestStore("sqlite");
  const directory = { ...createPeople(store), ...createTeams(store) };
  await directory.saveTeam({ key: "core", channel: "C1" }, { ...SIGNED, zone: "UTC" });
  for (const [key, team] of [
    ["API", "core"],
    ["WEB", null],
  ] as const) {
    await directory.createProject({ key, name: key, tracker: "jira", team, description: null }, SIGNED);
  }
  const proposed: Proposed[] = [];
  const talk = createTalk(store, () => LISTENING);
  const trust = {
    async propose(one: Proposed) {
      if (JSON.stringify(one.input).includes("API-9")) throw new UserError("API-9 is Done already.");
      proposed.push(one);
      return { number: proposed.length, grounds: { preview: { does: `Do ${one.effect.name}` } } };
    },
  };
  const places = {
    placeOf: async (id: string) =>
      id.startsWith("G") ? { kind: "private", members: 2 } : { kind: "public", members: 9 },
    voterOf: async ({ id }: { id: string }) => ({
      person: id,
      slackIds: [id.slice(6)],
      isGuest: id === "slack:U9",
      isOperator: false,
    }),
  };
  const { invoke } = testKernel(catalogue, {
    directory,
    talk,
    trust,
    places,
    tickets: createTickets(store),
  } as unknown as Parameters<typeof testKernel>[1]);
  let ts = 0;
  async function call(name: string, input: object, place = "C1", user = "U1") {
    const outcome = await invoke({
      ...{ id: `slack:${++ts}`, name, input },
      actor: { kind: "person", id: `slack:${user}` },
      origin: { surface: "slack", place: `slack:${place}` },
    });
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return outcome as any;
  }
  const hear = (text: string, more: object = {}, ...rest: [place?: string, user?: string]) =>
    call("talk.hear", { ts: `${ts + 1}.000001`, text, ...more }, ...rest);
  return { call, hear, proposed };
}

it("proposes what is surely said, asks about what nearly is, and passes over the rest", async () => {
  const { hear, proposed } = await setUp();
  expect((await hear("API-12 is fixed, deployed")).view.text).toContain("Do issue.close. Approval 1 waits");
  const asked = await hear("WEB-3 is done");
  expect(asked.view.text).toBe("Shall I propose something for WEB-3?");
  expect(JSON.stringify(asked.view)).toContain('"name":"issue.close","input":{"issue":"WEB-3"}');
  expect((await hear("is API-12 done?")).view.nodes).toEqual([]);
  expect((await hear("UTF-8 is done")).view.nodes).toEqual([]);
  expect(proposed.map(({ effect, input, isTainted }) => [effect.name, input, isTainted])).toEqual([
    ["issue.close", { issue: "API-12" }, false],
  ]);
});

it("knows from the thread what is meant, and makes a ticket in the project of the channel", async () => {
  const { hear, proposed } = await setUp();
  await hear("what about API-7, anybody?", { ts: "5.000001" });
  await hear("fixed, deployed", { thread: "5.000001" });
  await hear("please create a ticket for the broken login");
  await hear("please create a ticket for the broken login", {}, "G2");
  expect(proposed.map(({ effect, input }) => [effect.name, input])).toEqual([
    ["issue.close", { issue: "API-7" }],
    ["issue.create", expect.objectContaining({ project: "API", title: "The broken login" })],
  ]);
});

it("marks what a guest says, says nothing of what is done already, and hears nothing where it may not", async () => {
  const { hear, call, proposed } = await setUp();
  await hear("API-12 is done", {}, "C1", "U9");
  expect(proposed).toMatchObject([{ isTainted: true }]);
  expect((await hear("API-9 is done")).view.nodes).toEqual([]);
  expect(await hear("API-12 is done", {}, "C3")).toMatchObject({ status: "refused" });
  const { result } = await call("decisions", { ticket: "api-9" });
  expect(result.decisions).toMatchObject([
    { outcome: "refused", reason: expect.stringContaining("API-9 is Done already.") },
  ]);
});

it("tells what was made of what was said, without the words, and only where they may be read", async () => {
  const { hear, call } = await setUp();
  expect((await call("decisions", {})).view.text).toBe("Nothing has been heard about tickets yet.");
  await hear("API-12 is done, and the canary sings");
  await hear("API-13 is done", {}, "G2");
  const here = await call("decisions", {});
  expect(here.result.decisions).toMatchObject([{ subject: "API-12", kind: "close", outcome: "proposed", approval: 1 }]);
  expect(JSON.stringify(here)).not.toContain("canary");
  const there = await call("decisions", {}, "G2");
  expect(there.result.decisions.map(({ subject }: { subject: string }) => subject)).toEqual(["API-13", "API-12"]);
});
