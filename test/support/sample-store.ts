import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import type { NewEvent } from "#domain/events";
import type { Store } from "#store/db";
import { createEvents, EVENTS_PER_BATCH } from "#store/events";
import { openStore } from "#store/open";
import { sampleCommits, sampleEvents } from "./sample.ts";
import { createFolder, migrate, openTestStore } from "./stores.ts";

/** Filled once per process: to copy a file takes a fraction of what folding it does. */
let template: Promise<string> | undefined;

/** The sample with the commits of its pull requests, in a store that is gone when the test ends. */
export async function openSampleStore(dialect: "sqlite" | "postgres" = "sqlite"): Promise<Store> {
  if (dialect === "postgres") {
    const store = await openTestStore(dialect);
    await fill(store, [...sampleEvents(), ...sampleCommits()]);
    return store;
  }
  template ??= createTemplate();
  const url = join(await createFolder(), "sample.db");
  await copyFile(await template, url);
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  onTestFinished(() => store.close());
  return store;
}

export async function fill(store: Store, events: readonly NewEvent[]): Promise<void> {
  const { ingest } = createEvents(store);
  for (let start = 0; start < events.length; start += EVENTS_PER_BATCH) {
    await ingest(events.slice(start, start + EVENTS_PER_BATCH));
  }
}

async function createTemplate(): Promise<string> {
  const url = await migrate(join(inject("templates"), `sample-${process.pid}.db`));
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  await fill(store, [...sampleEvents(), ...sampleCommits()]);
  await store.close();
  return url;
}
