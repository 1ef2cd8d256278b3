import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testPolicy } from "#operations/policy";
import { propose } from "../support/proposals.ts";
import { createFolder, openTestStore } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";
import { createTrustHouse } from "../support/trust.ts";

async function start(text: string) {
  const file = join(await createFolder(), "policy.yaml");
  await writeFile(file, text);
  const house = createTrustHouse(await openTestStore("sqlite"));
  const { terminal, printed } = createTestTerminal();
  const operation = testPolicy(async () => house.parts.approvals);
  const run = (fields: Record<string, string[]> = {}, words = [file]) =>
    operation.run({ words, fields, json: false, terminal });
  return { house, printed, run };
}

it("shows where a changed policy would have decided otherwise on the last proposals", async () => {
  const { house, printed, run } = await start("actions: { note.write: { risk: high, mode: require_approval } }");
  await propose(house, "U5DEV", { text: "hi", to: "a" });
  await propose(house, "U5DEV", { text: "hi", to: "b" });
  await run();
  expect(printed).toEqual([
    "2 note.write github:b: ask, medium → require_approval, high (by note.write)",
    "1 note.write github:a: ask, medium → require_approval, high (by note.write)",
    "2 of the last 2 proposals would have been decided otherwise.",
  ]);
  printed.length = 0;
  await run({ last: ["1"] });
  expect(printed.at(-1)).toBe("1 of the last 1 proposals would have been decided otherwise.");
});

it("says so when there is nothing to test it on, or no such file, policy or number", async () => {
  const { printed, run } = await start("stale_pr: { action: nudge }");
  await run();
  expect(printed).toEqual(["Nothing was proposed yet, so there is nothing to test it on."]);
  await expect(run({ last: ["-3"] })).rejects.toThrow("Say how many");
  await expect(run({}, ["/nowhere.yaml"])).rejects.toThrow("cannot be read");
  await expect(run({}, [])).rejects.toThrow("Name the policy file");
});
