import { expect, it } from "vitest";
import { readRows, toEditable, toLines } from "#domain/plan/ticket-rows";
import { parseTicketPlan } from "#domain/plan/tickets";

const PLAN = parseTicketPlan(`# Checkout

## Ticket plan

### Payment

- T1: Pay by card
  - Note: With the new provider.
  - Estimate: 3
  - Serves: R1, A2
  - Accept: A paid order is confirmed.
- T2: Refunds
  - After: T1, T3

### Reports

- T3: Daily sums
`);

it("offers a plan as lines, and reads them back with all that is known of each story", () => {
  const lines = toEditable(PLAN);
  expect(lines).toBe("# Payment\n- T1: Pay by card\n- T2: Refunds\n# Reports\n- T3: Daily sums");
  const rows = readRows(lines, PLAN);
  expect(rows.map(({ title, kind, parent, after }) => [title, kind, parent, after])).toEqual([
    ["Payment", "epic", null, []],
    ["Pay by card", "story", 0, []],
    // T3 stands after it, and nothing may wait for what comes later.
    ["Refunds", "story", 0, [1]],
    ["Reports", "epic", null, []],
    ["Daily sums", "story", 3, []],
  ]);
  expect(rows[1]).toMatchObject({ serves: ["R1", "A2"] });
  expect(rows[1]?.body).toContain("- A paid order is confirmed.");
});

it("leaves out what was dropped, takes new titles, and lines that nobody planned", () => {
  const rows = readRows("- T1: Pay by card or invoice\n\nWrite it down\n# Later\nTranslate it", PLAN);
  expect(rows.map(({ title, kind, parent, serves }) => [title, kind, parent, serves.length])).toEqual([
    ["Pay by card or invoice", "story", null, 2],
    ["Write it down", "story", null, 0],
    ["Later", "epic", null, 0],
    ["Translate it", "story", 2, 0],
  ]);
});

it("takes “;” for the end of a ticket only where somebody typed them on one line", () => {
  expect(toLines("Write it down ; # Later ; Translate it", PLAN)).toBe("Write it down\n# Later\nTranslate it");
  expect(toLines("Cards ; invoices\nRefunds", PLAN)).toBe("Cards ; invoices\nRefunds");
  const plan = parseTicketPlan("# Checkout\n\n## Ticket plan\n\n### Payment\n\n- T1: Cards ; invoices\n");
  expect(toLines("- T1: Cards ; invoices", plan)).toBe("- T1: Cards ; invoices");
  expect(readRows(toEditable(plan), plan).map(({ title }) => title)).toEqual(["Payment", "Cards ; invoices"]);
});

it("takes from a line by hand what it is for", () => {
  const rows = readRows("Take cards (R1, A2)\nSay (softly) no\n(R1)", PLAN);
  expect(rows.map(({ title, serves }) => [title, serves])).toEqual([
    ["Take cards", ["R1", "A2"]],
    ["Say (softly) no", []],
    ["(R1)", []],
  ]);
});
