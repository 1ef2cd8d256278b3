import { expect, it } from "vitest";
import { proposeTickets, ticketPlanForm } from "#capabilities/tickets/plan";
import type { Context } from "#kernel/context";
import { createPrds } from "#store/prds";
import { open } from "../../support/batches.ts";
import { by } from "../../support/trust.ts";

const PRD = "# Exports\n\n## Ticket plan\n\n### Exports\n\n- T1: Cards ; invoices\n";

async function openPrd() {
  const { house } = await open();
  const prds = createPrds(house.store, { quorum: 1 });
  const about = { project: "API", createdBy: "ada", place: null, thread: null };
  const origin = { kind: "typed" as const, isTainted: false };
  await prds.create(
    { title: "Exports", ...about, origin },
    { text: PRD, author: "ada", message: "First" },
    house.now(),
  );
  const call = by(house, "U5DEV");
  const parts = { prds, trust: house.trust, catalogue: house.parts.catalogue };
  const context = { ...house.parts.contextOf(call), ...parts } as Context;

  async function propose(input: object) {
    const { number } = await proposeTickets.run(context, proposeTickets.input.parse(input));
    const approval = await house.trust.require(String(number));
    return (approval.input as { rows: { title: string }[] }).rows.map(({ title }) => title);
  }
  return { context, propose };
}

it.each([
  ["- T1: Cards ; invoices", ["Cards ; invoices"]],
  ["- T1: Cards ; invoices ; refunds", ["Cards ; invoices ; refunds"]],
  ["Write it down ; and translate it", ["Write it down ; and translate it"]],
])("takes a line of the form for one ticket, whatever is in its title: %s", async (lines, titles) => {
  const { context, propose } = await openPrd();
  const view = ticketPlanForm.view(await ticketPlanForm.run(context, { prd: 1 }));
  const form = view.nodes.find((node) => node.type === "form");
  expect(await propose({ ...form?.call.input, project: "API", lines })).toEqual(titles);
});

it("takes several out of one line that was typed as a command", async () => {
  const { propose } = await openPrd();
  expect(await propose({ project: "API", lines: "Write it down ; Translate it" })).toEqual([
    "Write it down",
    "Translate it",
  ]);
});
