import { expect, it } from "vitest";
import { openSource } from "#integrations/github/source";
import { readRepository } from "#operations/read-repository";
import { syncRepository } from "#operations/sync";
import { rebuildFacts } from "#store/rebuild";
import { openSyncing, START } from "../support/syncing.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NAME = "acme/api";

type House = Awaited<ReturnType<typeof openSyncing>>;

function openPull({ world }: House, title = "Something new"): number {
  const opened = world.changes.make({ change: "open", repo: "api", by: "ada-park", title });
  if (!("number" in opened)) throw new Error("A pull request has a number.");
  return opened.number;
}

async function pullOf(house: House, number: number) {
  return (await house.open()).find((pull) => pull.number === number);
}

it("sees a push that nobody told of in the commits, and a ticket that only a commit names", async () => {
  const house = await openSyncing();
  const number = openPull(house);
  house.skip(4 * DAY_MS);
  house.world.changes.make({ change: "push", repo: "api", number });
  const commit = house.world.state.pulls.find((pull) => pull.number === number && pull.repo.name === "api")?.commits[1];
  Object.assign(commit ?? {}, { message: "API-4711 Tune it\n\nIn detail." });
  house.skip(HOUR_MS);
  await syncRepository(house.syncing, NAME);
  const pull = await pullOf(house, number);
  expect(pull?.lastActivityAt).toEqual(new Date(START.getTime() + 4 * DAY_MS));
  expect(pull?.commitSubjects).toContain("API-4711 Tune it");
});

it("hears the end of a run that began before the last reading", async () => {
  const house = await openSyncing();
  const number = openPull(house);
  const { state } = house.world;
  const [some] = state.runs.filter(({ repo }) => repo.name === "api");
  const sha = state.pulls.find((pull) => pull.number === number && pull.repo.name === "api")?.head.sha;
  if (!some || !sha) throw new Error("The world lacks something.");
  const finishedAt = new Date(START.getTime() + 3 * HOUR_MS);
  state.runs.push({ ...some, id: 7, name: "Slow", sha, startedAt: START, finishedAt, conclusion: "failure" });
  house.skip(60_000);
  await syncRepository(house.syncing, NAME);
  expect((await pullOf(house, number))?.checks.state).toBe("pending");
  for (let hour = 0; hour < 4; hour++) {
    house.skip(HOUR_MS);
    await syncRepository(house.syncing, NAME);
  }
  expect((await pullOf(house, number))?.checks).toMatchObject({
    state: "red",
    failing: ["Slow"],
    redSince: finishedAt,
  });
});

it("goes on in the middle of a list, and comes to the same as a reading that nobody stopped", async () => {
  const house = await openSyncing();
  const stopped = new AbortController();
  let pages = 0;
  const progress = { update: () => void (++pages === 9 && stopped.abort()), stop() {} };
  await expect(syncRepository(house.syncing, NAME, { progress, signal: stopped.signal })).rejects.toThrow("abort");
  const asked = house.github.requests.count();
  const rest = await syncRepository(house.syncing, NAME);
  expect(house.github.requests.count() - asked).toBeLessThan(asked);

  const whole = await openSyncing();
  const all = await syncRepository(whole.syncing, NAME);
  expect(rest.read).toBeLessThan(all.read);
  expect((await rebuildFacts(house.store)).digests).toEqual((await rebuildFacts(whole.store)).digests);
});

it("moves on in a quiet repository, and neither back nor over a gap", async () => {
  const house = await openSyncing();
  const cursor = () => house.syncing.memory.recall(`github:cursor:${NAME}:issues`);
  for (let day = 0; day < 3; day++) {
    await syncRepository(house.syncing, NAME);
    expect(await cursor()).toEqual({ since: house.syncing.now().toISOString() });
    house.skip(DAY_MS);
  }
  await syncRepository(house.syncing, "acme/web", { since: house.syncing.now() });
  const first = await house.syncing.memory.recall("github:cursor:acme/web:issues");
  expect(first).toEqual({ since: house.syncing.now().toISOString() });

  const known = await cursor();
  const before = (ms: number) => new Date(house.syncing.now().getTime() - ms);
  await syncRepository(house.syncing, NAME, { since: before(HOUR_MS) });
  expect(await cursor()).toEqual(known);
  await syncRepository(house.syncing, NAME, { since: before(40 * DAY_MS) });
  expect(await cursor()).toEqual({ since: house.syncing.now().toISOString() });
});

it("notices within a day what was deleted, and keeps what it knew of it", async () => {
  const house = await openSyncing();
  const number = openPull(house);
  const { state, changes } = house.world;
  changes.make({ change: "incident", repo: "api", by: "ada-park", title: "Incident: on fire" });
  const incidents = () => house.syncing.facts.openIncidents([NAME], house.syncing.now());
  await syncRepository(house.syncing, NAME);
  const known = (await incidents()).length;
  expect(await pullOf(house, number)).toBeDefined();

  state.pulls.splice(
    state.pulls.findIndex((pull) => pull.number === number && pull.repo.name === "api"),
    1,
  );
  state.issues.pop();
  house.skip(DAY_MS + HOUR_MS);
  await syncRepository(house.syncing, NAME);
  expect(await pullOf(house, number)).toBeUndefined();
  expect(await incidents()).toHaveLength(known - 1);
  const [gone] = await house.syncing.facts.pullRequests([`${NAME}#${number}`], house.syncing.now());
  expect(gone).toMatchObject({ state: "gone", closedAt: house.syncing.now() });
  const [before] = await house.syncing.facts.pullRequests([`${NAME}#${number}`], START);
  expect(before?.state).toBe("open");
  expect(await rebuildFacts(house.store)).toMatchObject({ changed: 0, removed: 0 });
});

it("leaves what it knew under an old name when a repository answers under a new one", async () => {
  const house = await openSyncing();
  await syncRepository(house.syncing, NAME);
  expect((await house.open()).length).toBeGreaterThan(0);
  const source = await openSource(house.client, { owner: "acme", repo: "api" });
  const renamed = { ...source, repository: { ...source.repository, full_name: "Acme/Backend" } };
  house.skip(HOUR_MS);
  await readRepository(house.syncing, { source: renamed, name: NAME }, { onRead() {} });
  expect(await house.open()).toEqual([]);
});

it("asks for one evaluation of what it has folded", async () => {
  const house = await openSyncing();
  await syncRepository(house.syncing, NAME);
  await syncRepository(house.syncing, NAME);
  const { jobs } = house.store.tables;
  expect(await house.store.select({ queue: jobs.queue }).from(jobs)).toEqual([{ queue: "evaluate" }]);
});
