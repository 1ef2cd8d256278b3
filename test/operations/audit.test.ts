import { join } from "node:path";
import { expect, it } from "vitest";
import { auditOperations } from "#operations/audit";
import { databaseOperations } from "#operations/database";
import { createApprovals } from "#store/approvals";
import { readHead, readStory } from "#store/audit-chain";
import { approve, propose } from "../support/proposals.ts";
import { createFolder, openMigrated, openTestStore } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";
import { createTrustHouse } from "../support/trust.ts";

type Store = Awaited<ReturnType<typeof openMigrated>>;

function operate(store: Store) {
  const { terminal, printed } = createTestTerminal();
  const prepare = async () => ({ store, find: createApprovals(store).find, now: () => new Date() });
  const operations = auditOperations(prepare);
  async function run(name: string, words: string[] = [], fields: Record<string, string[]> = {}) {
    const operation = operations.find((one) => one.name === name);
    if (!operation) throw new Error(`There is no operation ${name}.`);
    return operation.run({ words, fields, json: false, terminal });
  }
  return { run, printed };
}

it("finds the audit whole after a restore, and lets further rows follow upon it", async () => {
  const folder = await createFolder();
  const databaseUrl = join(folder, "adjutant.db");
  const { terminal } = createTestTerminal();
  const database = databaseOperations({ databaseUrl, migrationsFolder: "migrations" });
  const call = (word: string) => ({ words: [word], fields: {}, json: false, terminal });
  const [, backup, restore] = database;

  const store = await openMigrated(databaseUrl);
  const house = createTrustHouse(store);
  const { id } = await propose(house);
  await backup?.run(call(join(folder, "copy.db")));
  const anchor = await readHead(store);
  await approve(house, id);
  const later = await readHead(store);
  await store.close();
  await restore?.run(call(join(folder, "copy.db")));

  const restored = await openMigrated(databaseUrl);
  const { run } = operate(restored);
  const at = ({ seq, hash }: typeof anchor) => ({ anchor: [`${seq}:${hash}`] });
  expect(await run("audit verify", [], at(anchor))).toBe(true);
  // What was written after the copy is gone, and an anchor from then says so.
  expect(await run("audit verify", [], at(later))).toBe(false);
  await approve(createTrustHouse(restored), id);
  expect(await run("audit verify", [], at(anchor))).toBe(true);
  const story = await readStory(restored, [id]);
  expect(story.map(({ event }) => event.verb)).toEqual(["proposed", "approved"]);
});

it("erases what the audit says of an approval, says who did and why, and is whole still", async () => {
  const store = await openTestStore("sqlite");
  const house = createTrustHouse(store);
  const { number } = await propose(house, "U5DEV", { text: "a secret word", to: "a" });
  await propose(house, "U5DEV", { text: "another", to: "b" });
  const { run, printed } = operate(store);
  await expect(run("audit erase", [String(number)])).rejects.toThrow("--reason");
  await expect(run("audit erase", ["99"], { reason: ["it was asked for"] })).rejects.toThrow("no words about 99");
  expect(await run("audit erase", [String(number)], { reason: ["it was asked for"] })).toBe(true);
  const bodies = await store.select().from(store.tables.auditBodies);
  expect(JSON.stringify(bodies)).not.toContain("a secret word");
  expect(JSON.stringify(bodies)).toContain("another");
  expect(await run("audit verify")).toBe(true);
  const [told] = await readStory(store, ["audit"]);
  expect(told).toMatchObject({ event: { verb: "erased", actor: "local-operator" } });
  expect(told?.payload).toContain("it was asked for");
  await run("audit story", [String(number)]);
  expect(printed.join("\n")).toContain("(erased)");
  await expect(run("audit erase", [String(number)], { reason: ["again"] })).rejects.toThrow("no words");
  await expect(run("audit erase", ["audit"], { reason: ["the explanation itself"] })).rejects.toThrow("no words");
  expect(await run("audit verify")).toBe(true);
});
