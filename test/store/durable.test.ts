import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { createDurable } from "#store/durable";
import { openStore } from "#store/open";
import { createDatabase, createFolder, delivery } from "../support/stores.ts";

/** A disk that keeps what it is given only when it is told to. */
function createDisk() {
  const waiting: PromiseWithResolvers<void>[] = [];
  function sync(): Promise<void> {
    const begun = Promise.withResolvers<void>();
    waiting.push(begun);
    return begun.promise;
  }
  const nextTurn = () => pause(20);
  return {
    sync,
    begun: () => waiting.length,
    async keep(): Promise<void> {
      waiting.at(-1)?.resolve();
      await nextTurn();
    },
    async fail(): Promise<void> {
      waiting.at(-1)?.reject(new Error("EIO"));
      await nextTurn();
    },
    nextTurn,
  };
}

async function createLog() {
  const file = join(await createFolder(), "log");
  await writeFile(file, "");
  const disk = createDisk();
  const durable = createDurable(file, disk.sync);
  onTestFinished(() => durable.close());
  return { disk, durable };
}

/** What became of the promises so far. */
function watch(promises: Promise<unknown>[]): string[] {
  const states = promises.map(() => "waits");
  for (const [index, promise] of promises.entries()) {
    promise.then(
      () => states.splice(index, 1, "kept"),
      () => states.splice(index, 1, "lost"),
    );
  }
  return states;
}

it("counts on a sync that began after the commit, and shares it with all who came meanwhile", async () => {
  const { disk, durable } = await createLog();
  const first = durable.settled();
  await disk.nextTurn();
  const states = watch([first, durable.settled(), durable.settled()]);

  await disk.keep();
  expect(states).toEqual(["kept", "waits", "waits"]);
  expect(disk.begun()).toBe(2);
  await disk.keep();
  expect(states).toEqual(["kept", "kept", "kept"]);
  expect(disk.begun()).toBe(2);
});

it("promises nothing any more once a sync has failed", async () => {
  const { disk, durable } = await createLog();
  const states = watch([durable.settled()]);
  await disk.nextTurn();
  const later = watch([durable.settled()]);
  await disk.fail();
  expect([states, later]).toEqual([["lost"], ["lost"]]);
  await expect(durable.settled()).rejects.toThrow("The disk failed to keep what was written.");
  expect(disk.begun()).toBe(1);
});

it("tells of a SQLite write only when the disk keeps it, and makes nobody else wait for that", async () => {
  const url = await createDatabase("sqlite");
  const disk = createDisk();
  let isSlow = false;
  const syncFile = () => (isSlow ? disk.sync() : Promise.resolve());
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {}, syncFile });
  onTestFinished(() => store.close());
  await store.migrate();
  const { events } = store.tables;
  isSlow = true;

  const writes = [
    store.transaction(async (tx) => {
      await tx.insert(events).values(delivery("in a transaction"));
    }),
    store.insert(events).values(delivery("alone")).returning(),
  ];
  const states = watch(writes);
  await disk.nextTurn();
  expect(states).toEqual(["waits", "waits"]);
  expect(await store.$count(events)).toBe(2);

  await disk.keep();
  await disk.keep();
  expect(states).toEqual(["kept", "kept"]);
  isSlow = false;
});
