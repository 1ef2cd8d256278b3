import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import type { Freshness } from "#domain/delivery";
import type { Backlog } from "#kernel/ports/upkeep";
import { createCorrections } from "#store/corrections";
import { enqueue } from "#store/jobs";
import { createMetrics } from "#store/metrics";
import { createPeople } from "#store/people";
import { createTeams } from "#store/teams";
import { createUpkeep } from "#store/upkeep";
import { house } from "../support/house.ts";
import { NOW, testKernel } from "../support/kernel.ts";
import { dialects, openTestStore } from "../support/stores.ts";

const QUIET: Backlog = { jobs: { ready: 0, dead: 0 }, letters: { uncertain: 0, dead: 0 }, unfolded: 0 };
const GITHUB: Freshness = { source: "github", lastEventAt: NOW, lastArrivalAt: NOW, lastPollAt: null };

async function askHealth({ backlog = QUIET, source = GITHUB, mayPause = false }) {
  const { invoke } = testKernel(catalogue, {
    facts: { freshness: async () => [source] } as never,
    signals: { state: async () => ({ evaluatedAt: NOW, frozen: [] }) } as never,
    upkeep: { backlog: async () => backlog },
    trust: { powers: async () => ({ mayPause, mayResume: false, mayChangePolicy: false }) } as never,
    settings: { zone: "UTC", pollIntervalMs: { github: 60_000 }, allowedProjects: [] },
  });
  const actor = { kind: "person" as const, id: "slack:U1" };
  const outcome = await invoke({ name: "health", input: {}, actor, origin: { surface: "slack" } });
  if (outcome.status !== "done") throw new Error(outcome.status);
  return outcome.view;
}

it("says that all is well only when every source is heard and nothing was given up", async () => {
  expect((await askHealth({})).text).toBe("Every source is heard; nothing was given up.");
  const silent = { ...GITHUB, lastArrivalAt: new Date(NOW.getTime() - 3_600_000) };
  expect((await askHealth({ source: silent })).text).toMatch(/^Nothing is heard from GitHub;/);
  const backlog = { ...QUIET, jobs: { ready: 3, dead: 2 }, letters: { uncertain: 1, dead: 0 } };
  expect((await askHealth({ backlog })).text).toContain("3 things wait for a person");
});

it("tells those alone who look after it how it is mended", async () => {
  const backlog = { ...QUIET, jobs: { ready: 0, dead: 1 } };
  expect(JSON.stringify(await askHealth({ backlog, mayPause: true }))).toContain("adjutant jobs");
  expect(JSON.stringify(await askHealth({ backlog }))).not.toContain("adjutant jobs");
});

it.each(dialects)("counts what waits and what was given up (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  expect(await createUpkeep(store).backlog()).toEqual(QUIET);
  await enqueue(store, { queue: "fold", payload: {}, runAt: NOW });
  expect((await createUpkeep(store).backlog()).jobs.ready).toBe(1);
});

async function openTeams(members: string[]) {
  const { store, ports } = await house("sqlite", [
    { number: 1, openedHoursAgo: 200, author: "ada" },
    { number: 2, openedHoursAgo: 2, author: "ben" },
  ]);
  const people = createPeople(store);
  const ids: string[] = [];
  for (const handle of members) {
    await people.see([{ vendor: "slack", handle, name: handle, email: null, kind: "human" }], NOW);
    ids.push((await people.personOf({ vendor: "slack", handle }))?.id ?? "");
  }
  const directory = { ...people, ...createTeams(store) };
  const signature = { zone: "UTC", by: "tests", at: NOW };
  await directory.saveTeam({ key: "core", repositories: ["acme/api"], members: ids, wip_limit: 1 }, signature);
  await directory.saveTeam({ key: "web", repositories: ["acme/web"] }, signature);
  await ports.signals?.evaluate(NOW);
  const { invoke } = testKernel(catalogue, {
    ...{ ...ports, directory, metrics: createMetrics(store), corrections: createCorrections(store) },
  });
  return async (id: string, input = {}) => {
    const outcome = await invoke({
      name: "teams.now",
      input,
      actor: { kind: "person", id },
      origin: { surface: "slack" },
    });
    if (outcome.status !== "done") throw new Error("message" in outcome ? outcome.message : outcome.status);
    return outcome;
  };
}

it("shows people their own team, with what is under way and what was found", async () => {
  const ask = await openTeams(["U1", "U2", "U3"]);
  const { result, view } = await ask("slack:U1");
  expect(result).toMatchObject({ team: "core", wip: 2, wip_limit: 1, is_open: true, others: [] });
  expect(view.text).toMatch(/ 2 in progress of 1\.$/);
  expect(JSON.stringify(view)).toContain("limit 1, over it");
  expect((await ask("slack:U9")).result).toMatchObject({ team: "all", wip: 2, others: ["core", "web"] });
  expect((await ask("slack:U1", { team: "web" })).result).toMatchObject({ team: "web", wip: 0, others: ["core"] });
});

it("opens no figure of a team so small that it would be about its people", async () => {
  const ask = await openTeams(["U1", "U2"]);
  const { view } = await ask("slack:U1");
  const figures = view.nodes.flatMap((node) => (node.type === "figures" ? node.figures : []));
  expect(figures.find(({ label }) => label === "Work in progress")?.why).toBeUndefined();
});
