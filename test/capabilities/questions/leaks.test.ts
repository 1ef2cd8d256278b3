import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { huntLeaks } from "../../support/leaks.ts";
import { dialects } from "../../support/stores.ts";

const CASES = Number(process.env["LEAK_CASES"] ?? 150);
const SEED = Number(process.env["LEAK_SEED"] ?? 1);
const RESULT = process.env["PROOF_RESULT"];

it.each(dialects)("shows nothing to anybody who may not read its source (%s)", async (dialect) => {
  const report = await huntLeaks(dialect, { cases: CASES, seed: SEED });
  if (RESULT) writeFileSync(`${RESULT}.${dialect}.json`, JSON.stringify(report));
  expect(report.leaks).toEqual([]);
  expect(report.cases).toBe(CASES);
  expect(report.withResults).toBeGreaterThan(CASES / 3);
  expect(report.revoked).toBeGreaterThan(0);
});

it("would find what leaks, were documents not searched by who may read them", async () => {
  const { leaks } = await huntLeaks("sqlite", { cases: 40, seed: SEED, isFilterOff: true });
  expect(leaks.length).toBeGreaterThan(0);
});
