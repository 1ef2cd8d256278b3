import { expect, it } from "vitest";
import { open } from "../../support/batches.ts";

const CHILDREN = ["API-1002", "API-1003"];
const ALL = [...CHILDREN, "API-1001"];

async function setUp() {
  const at = await open();
  const statusOf = (ref: string) =>
    at.world.state.tickets.find(({ project, number }) => `${project}-${number}` === ref)?.status;
  for (const ticket of at.world.state.tickets) if (ticket.project === "API") ticket.status = "In Review";
  const propose = (input: object) => at.proposeBatch("issue.close-all", input);
  return { ...at, statusOf, propose };
}

it("closes what is below a ticket and then the ticket, each once, on one word", async () => {
  const { propose, agreeTo, carryOut, statusOf, rows } = await setUp();
  const proposal = await propose({ issue: "API-1001", children: CHILDREN });
  expect(proposal.grounds.preview.does).toBe("Close API-1001 with 2 tickets below it (Jira)");
  expect(proposal).toMatchObject({ risk: "high" });
  const id = await agreeTo(proposal);
  expect(ALL.map(statusOf)).not.toContain("Done");
  expect(await carryOut(id)).toEqual(["done", "done", "done"]);
  expect(ALL.map(statusOf)).toEqual(["Done", "Done", "Done"]);
  expect((await rows(id)).map(({ label }) => label)).toEqual(ALL);
});

it("leaves a ticket open below which something cannot be closed", async () => {
  const { propose, agreeTo, carryOut, statusOf, world } = await setUp();
  const id = await agreeTo(await propose({ issue: "API-1001", children: CHILDREN }));
  for (const ticket of world.state.tickets) if (ticket.number === 1003) ticket.status = "To Do";
  expect(await carryOut(id)).toEqual(["done", "skipped", "skipped"]);
  expect(ALL.map(statusOf)).toEqual(["Done", "To Do", "In Review"]);
});

it("says what to do where more is open than can be closed at once", async () => {
  const { propose } = await setUp();
  const children = Array.from({ length: 100 }, (_, index) => `API-${index + 1}`);
  expect(() => propose({ issue: "API-1001", children })).toThrow("close some of them first");
});
