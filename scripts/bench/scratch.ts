import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "#store/db";
import { openStore } from "#store/open";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");

/** Gives `work` an empty folder, which is gone afterwards. */
export async function inScratch<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "adjutant-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Gives `work` a new SQLite store with all its tables. */
export async function withStore<Result>(file: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore({
    url: file,
    migrationsFolder: MIGRATIONS,
    onError(error) {
      throw error;
    },
  });
  await store.migrate();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** How many milliseconds `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
