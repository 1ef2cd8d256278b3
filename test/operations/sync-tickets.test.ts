import { expect, it } from "vitest";
import { syncProject, type TrackerProject } from "#operations/sync-tickets";
import { changeTicket, keyOf, type Ticket } from "#sandbox/world/tickets";
import { rebuildFacts } from "#store/rebuild";
import { dialects } from "../support/stores.ts";
import { openTicketSyncing } from "../support/ticket-syncing.ts";

const HOUR_MS = 3_600_000;
const PROJECTS: TrackerProject[] = [
  { tracker: "jira", project: "API" },
  { tracker: "linear", project: "WEB" },
];
const CASES = dialects.flatMap((dialect) => PROJECTS.map((project) => [project.tracker, dialect, project] as const));

type House = Awaited<ReturnType<typeof openTicketSyncing>>;

function ticketsOf({ world }: House, project: string): Ticket[] {
  return world.state.tickets.filter((ticket) => ticket.project === project);
}

function firstOf(house: House, project: string, status: string): Ticket {
  const ticket = ticketsOf(house, project).find((one) => one.status === status && one.sprints.length > 0);
  if (!ticket) throw new Error(`No ticket of ${project} is ${status}.`);
  return ticket;
}

it.each(CASES)("reads the tickets of %s with their history and their sprints (%s)", async (_tracker, dialect, one) => {
  const house = await openTicketSyncing(dialect);
  const { project } = one;
  const first = await syncProject(house.syncing, one);
  expect(first.new).toBe(first.read);
  const histories = await house.tickets.histories([project], house.now());
  const there = ticketsOf(house, project);
  expect(histories.map(({ ticket }) => ticket.ref)).toEqual(there.map(keyOf).sort());

  const worked = firstOf(house, project, "In Review");
  const told = histories.find(({ ticket }) => ticket.ref === keyOf(worked));
  expect(told?.ticket).toMatchObject({ title: worked.title, status: "In Review", points: worked.points });
  expect(told?.ticket.sprints).toHaveLength(one.tracker === "jira" ? worked.sprints.length : 1);
  expect(told?.changes.filter(({ field }) => field === "status").map(({ to }) => to)).toEqual([
    "In Progress",
    "In Review",
  ]);
  const [before] = await house.tickets.some([keyOf(worked)], new Date(worked.createdAt.getTime() + 1));
  expect(before?.ticket).toMatchObject({ assignee: null, sprints: [] });

  const sprints = await house.tickets.sprints([project], house.now());
  const running = sprints.filter(({ startedAt, completedAt }) => startedAt !== null && completedAt === null);
  expect(running).toMatchObject([{ name: `${project} Sprint 23`, goal: expect.stringMatching(/./) }]);
  expect(
    (
      await house.tickets.inSprints(
        running.map(({ id }) => id),
        house.now(),
      )
    ).length,
  ).toBeGreaterThan(3);

  const again = await syncProject(house.syncing, one);
  expect(again.new).toBe(0);
  expect(again.read).toBeLessThan(first.read);
  expect(await rebuildFacts(house.store)).toMatchObject({ changed: 0, removed: 0, poisoned: 0 });
});

it.each(PROJECTS)("reads from $tracker only what changed since, and knows how it was before", async (one) => {
  const house = await openTicketSyncing();
  await syncProject(house.syncing, one);
  const waiting = ticketsOf(house, one.project).find(({ status }) => status.toLowerCase().replace(" ", "") === "todo");
  if (!waiting) throw new Error("Nothing waits.");
  const before = house.now();
  house.skip(6 * HOUR_MS);
  changeTicket(waiting, { field: "status", to: "In Progress", at: house.now(), by: "grace-lindt" });
  changeTicket(waiting, { field: "points", to: "13", at: house.now(), by: "grace-lindt" });
  const result = await syncProject(house.syncing, one);
  expect(result.new).toBeLessThan(4);
  const at = async (asOf: Date) => (await house.tickets.some([keyOf(waiting)], asOf))[0]?.ticket;
  expect(await at(house.now())).toMatchObject({ status: "In Progress", points: 13 });
  expect((await at(before))?.status).not.toBe("In Progress");
  expect((await at(before))?.points).not.toBe(13);
});

it.each(PROJECTS)("goes on in $tracker where it was stopped, and comes to the same", async (one) => {
  const [stopped, whole] = [await openTicketSyncing(), await openTicketSyncing()];
  const controller = new AbortController();
  const progress = { update: () => controller.abort(), stop() {} };
  await expect(syncProject(stopped.syncing, one, { progress, signal: controller.signal })).rejects.toThrow();
  const rest = await syncProject(stopped.syncing, one);
  expect(rest.new).toBeGreaterThan(0);
  await syncProject(whole.syncing, one);
  const refs = async ({ tickets, now }: House) =>
    (await tickets.histories([one.project], now())).map(({ ticket: { ref, status }, changes }) => [
      ref,
      status,
      changes,
    ]);
  expect(await refs(stopped)).toEqual(await refs(whole));
});

it.each(PROJECTS)("notices within a day what was deleted in $tracker, and keeps what it knew of it", async (one) => {
  const house = await openTicketSyncing();
  await syncProject(house.syncing, one);
  const gone = firstOf(house, one.project, "In Review");
  const before = house.now();
  house.world.state.tickets = house.world.state.tickets.filter((ticket) => ticket !== gone);
  house.skip(25 * HOUR_MS);
  await syncProject(house.syncing, one);
  expect(await house.tickets.some([keyOf(gone)], house.now())).toEqual([]);
  expect(await house.tickets.some([keyOf(gone)], before)).toHaveLength(1);
  expect(await rebuildFacts(house.store)).toMatchObject({ changed: 0, removed: 0 });
});

it("says what is missing, and what is no key", async () => {
  const { syncing } = await openTicketSyncing();
  await expect(syncProject(syncing, { tracker: "jira", project: 'A" OR' })).rejects.toThrow(
    "adjutant sync jira PROJECT",
  );
  const without = { ...syncing, sources: { jira: undefined, linear: undefined } };
  await expect(syncProject(without, { tracker: "linear", project: "WEB" })).rejects.toThrow("LINEAR_API_KEY");
});
