import { expect, it } from "vitest";
import { RefusedError, UnavailableError } from "#kernel/errors";
import type { Ticket } from "#sandbox/world/tickets";
import { begin, caseOf, effectNamed, failure } from "../../support/ticket-cases.ts";
import { attemptOf, openTrackers, perform, type Trackers } from "../../support/trackers.ts";

it("makes one issue in Linear also where a second attempt came too early", async () => {
  const { run, strike, writes, count } = await begin(caseOf("issue.create", "linear"));
  strike({ kind: "reset_after" });
  await failure(run());
  expect(await run()).toMatchObject({ issue: "WEB-1004", tracker: "Linear" });
  expect([writes(), count()]).toEqual([2, 1]);
});

it("finds a Jira issue by its mark alone, once the search has caught up", async () => {
  const { run, reconcile, strike, jira, world } = await begin(caseOf("issue.create", "jira"));
  strike({ kind: "reset_after" });
  await failure(run());
  jira.fault({ kind: "search_lag", ms: 60_000 });
  await expect(reconcile()).rejects.toThrow("may only be late");
  expect(await reconcile()).toMatchObject({ issue: "API-1004" });
  world.state.tickets.at(-1)?.properties.clear();
  await expect(reconcile()).rejects.toThrow(UnavailableError);
});

it("closes a ticket as done in either tracker, and takes that back", async () => {
  const trackers = await openTrackers();
  const close = effectNamed("issue.close");
  for (const [issue, back] of [
    ["API-1001", "In Progress"],
    ["WEB-1001", "In Progress"],
  ] as const) {
    const result = await perform(close, trackers.writing, { issue });
    expect(result).toMatchObject({ issue, from: "In Progress", to: "Done" });
    expect(close.inverse?.({ issue }, result)).toEqual({ name: "issue.transition", input: { issue, status: back } });
  }
  await expect(attemptOf(close, trackers.writing, { issue: "API-1001" })).rejects.toThrow(
    "from where it cannot be closed",
  );
});

it("undoes what it can: a new ticket is closed, an assignment given back", async () => {
  const { writing, world } = await openTrackers();
  const [create, assign] = [effectNamed("issue.create"), effectNamed("issue.assign")];
  const made = await perform(create, writing, { project: "API", title: "x" });
  expect(create.inverse?.({}, made)).toEqual({ name: "issue.close", input: { issue: "API-1004" } });
  for (const issue of ["API-1001", "WEB-1001"]) {
    const ticket = world.state.tickets.find(({ project, number }) => issue === `${project}-${number}`);
    const before = ticket?.assignee;
    const result = await perform(assign, writing, { issue, assignee: "none" });
    expect(ticket?.assignee).toBeNull();
    await perform(assign, writing, assign.inverse?.({}, result)?.input);
    expect(ticket?.assignee).toBe(before);
  }
});

it("refuses what was approved for another status, another holder or another tracker", async () => {
  const trackers: Trackers = await openTrackers();
  const { writing, world } = trackers;
  const ticket = world.state.tickets[0] as Ticket;
  const moving = { issue: "API-1001", status: "In Review" };
  const giving = { issue: "API-1001", assignee: "none" };
  const [transition, assign] = [effectNamed("issue.transition"), effectNamed("issue.assign")];
  const [toMove, toGive] = [await attemptOf(transition, writing, moving), await attemptOf(assign, writing, giving)];
  ticket.status = "To Do";
  ticket.assignee = "elifay";
  await expect(transition.run(writing, moving, toMove)).rejects.toThrow("no longer In Progress");
  await expect(assign.run(writing, giving, toGive)).rejects.toThrow("somebody else's by now");
  const elsewhere = { ...toMove, version: toMove.version.replace("jira", "linear") };
  await expect(transition.run(writing, moving, elsewhere)).rejects.toThrow(RefusedError);
  expect(trackers.jira.requests.entries().every(({ method }) => method === "GET")).toBe(true);
});
