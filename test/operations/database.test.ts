import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { databaseOperations } from "#operations/database";
import { checkNode } from "#operations/doctor-checks";
import { lockInstance } from "#store/instance-lock";
import { createMemory } from "#store/memory";
import { AT, createFolder, openMigrated } from "../support/stores.ts";
import { createTestTerminal } from "../support/terminal.ts";

async function start() {
  const folder = await createFolder();
  const databaseUrl = join(folder, "adjutant.db");
  const { terminal, printed } = createTestTerminal();
  const operations = databaseOperations({ databaseUrl, migrationsFolder: "migrations" });
  function run(name: string, ...words: string[]) {
    const operation = operations.find((candidate) => candidate.name === name);
    if (!operation) throw new Error(`There is no operation ${name}.`);
    return operation.run({ words, fields: {}, json: false, terminal });
  }
  async function read(key: string) {
    const store = await openMigrated(databaseUrl);
    return createMemory(store).recall(key);
  }
  return { folder, databaseUrl, run, printed, read };
}

it("brings back from a backup what was there, and keeps what was replaced", async () => {
  const { folder, databaseUrl, run, read } = await start();
  const copy = join(folder, "copy.db");
  const store = await openMigrated(databaseUrl);
  const { remember } = createMemory(store);
  await remember("answer", 42, AT);
  await run("backup", copy);
  await remember("answer", 43, AT);
  await store.close();

  expect(await run("restore", copy)).toBe(true);
  expect(await read("answer")).toBe(42);
  const replaced = await openMigrated(`${databaseUrl}.before-restore`);
  const { memory } = replaced.tables;
  expect(await replaced.select({ value: memory.value }).from(memory).where(eq(memory.key, "answer"))).toEqual([
    { value: 43 },
  ]);
});

it("restores over a database that is damaged beyond opening", async () => {
  const { folder, databaseUrl, run, read } = await start();
  const copy = join(folder, "copy.db");
  const store = await openMigrated(databaseUrl);
  await createMemory(store).remember("answer", 42, AT);
  await run("backup", copy);
  await store.close();
  await writeFile(databaseUrl, Buffer.alloc(8_192, "damaged"));

  expect(await run("restore", copy)).toBe(true);
  expect(await read("answer")).toBe(42);
});

it("refuses a damaged backup, and to restore under a running process, and changes nothing", async () => {
  const { folder, databaseUrl, run, read } = await start();
  const copy = join(folder, "copy.db");
  const store = await openMigrated(databaseUrl);
  await createMemory(store).remember("answer", 42, AT);
  await run("backup", copy);
  await store.close();

  const lock = lockInstance(databaseUrl);
  await expect(run("restore", copy)).rejects.toThrow("Stop Adjutant first");
  lock.release();
  await truncate(copy, 6_000);
  await expect(run("restore", copy)).rejects.toThrow("not an intact backup");
  expect(await read("answer")).toBe(42);
});

it("never writes a backup over a file", async () => {
  const { folder, databaseUrl, run } = await start();
  await (await openMigrated(databaseUrl)).close();
  const copy = join(folder, "copy.db");
  await run("backup", copy);
  await expect(run("backup", copy)).rejects.toThrow("exists already");
  await expect(run("backup")).rejects.toThrow("Name the file");
});

it("tells an old Node from a new one", () => {
  expect(() => checkNode("20.20.2")).toThrow("too old");
  expect(() => checkNode("24.11.0")).toThrow("too old");
  expect(checkNode("24.12.0")).toContain("24.12.0");
  expect(checkNode("26.0.0")).toContain("26.0.0");
});
