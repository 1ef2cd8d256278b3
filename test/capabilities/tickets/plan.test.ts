import { expect, it } from "vitest";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { fanOut } from "#kernel/trust/fan-out";
import { proposeCall } from "#kernel/trust/propose-call";

import { open, ROWS } from "../../support/batches.ts";

it.each([
  ["sqlite", "API", "jira"],
  ["postgres", "API", "jira"],
  ["sqlite", "WEB", "linear"],
] as const)(
  "makes each ticket once, below and after those that it needs (%s, %s)",
  async (dialect, project, tracker) => {
    const { approve, carryOut, made, links } = await open({ dialect });
    const id = await approve(project);
    expect(made()).toEqual([]);
    expect(await carryOut(id)).toEqual(["done", "done", "done", "done"]);
    const [epic, card, refunds, ...others] = ["Checkout", "Pay by card", "Refunds"].map((title) => {
      const found = made().filter((one) => one.title === title);
      expect(found).toHaveLength(1);
      return found[0];
    });
    const key = `${epic?.project}-${epic?.number}`;
    expect([card?.parent, refunds?.parent, card?.tracker, others]).toEqual([key, key, tracker, []]);
    expect(JSON.stringify(refunds?.text)).toContain(`Depends on ${card?.project}-${card?.number}: Pay by card`);
    expect(links).toContainEqual(
      expect.objectContaining({ requirement: "R1", ref: `${card?.project}-${card?.number}` }),
    );
  },
);

it("doubles nothing when it is taken up again in the middle, by two at once", async () => {
  const { approve, carryOut, made, house } = await open();
  const id = await approve("API");
  await Promise.allSettled([fanOut(house.parts, id), fanOut(house.parts, id), fanOut(house.parts, id)]);
  await carryOut(id);
  await fanOut(house.parts, id);
  expect(made()).toHaveLength(ROWS.length);
});

it("makes what can be made where the tracker refuses one, and says what is left out for it", async () => {
  const { approve, carryOut, made, jira } = await open();
  const id = await approve("API");
  jira.fault({ kind: "status", status: 400, on: "POST /rest/api/3/issue" });
  const states = await carryOut(id);
  expect(states.filter((status) => status === "failed")).toHaveLength(1);
  expect(states).toContain("done");
  expect(made().length).toBe(states.filter((status) => status === "done").length);
});

it("refuses what stands in the wrong order, and projects that are not allowed, before anybody is asked", async () => {
  const { propose } = await open({ allowedProjects: ["WEB"] });
  const backwards = [{ title: "Refunds", after: [1] }, { title: "Pay by card" }];
  await expect(propose("WEB", backwards)).rejects.toThrow("Ticket 1 needs one that stands after it.");
  await expect(propose("API")).rejects.toThrow("Tickets may not be made in API: whoever runs Adjutant allows WEB");
});

it("is critical where it is more than twenty tickets at once", async () => {
  const { propose } = await open();
  const many = Array.from({ length: 21 }, (_, index) => ({ title: `Ticket ${index}` }));
  expect(await propose("API", many)).toMatchObject({ risk: "critical", needed: 2 });
});

it("refuses tickets that the tracker could not be asked for, before anybody is asked", async () => {
  const { propose } = await open();
  await expect(propose("API", [{ title: "Fine" }, { title: "Pay\nby card" }])).rejects.toThrow(
    "Ticket 2: A title is one line.",
  );
  const almostFull = { title: "Refunds", after: [0], body: "a".repeat(19_990) };
  await expect(propose("API", [{ title: "Pay by card" }, almostFull])).rejects.toThrow(
    "Ticket 2: body: 20000 characters at most.",
  );
});

it("says in words what is wrong with a list that it does not take", async () => {
  const { house } = await open();
  const context = { catalogue: house.parts.catalogue } as unknown as Context;
  const call = { name: "issue.create-plan", input: { project: "API", rows: [{ title: "a".repeat(256) }] } };
  await expect(proposeCall(context, call)).rejects.toThrow(new UserError("rows.0.title: 255 characters at most."));
});
