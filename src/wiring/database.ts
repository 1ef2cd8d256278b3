import { chmod, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "#config";
import type { Store } from "#store/db";
import { dialectOf } from "#store/dialect";
import { openStore, type StoreOptions } from "#store/open";

export const MIGRATIONS_FOLDER = new URL("../../migrations", import.meta.url).pathname;

type Hearing = Pick<StoreOptions, "onError" | "onFull">;

export async function openMigrated({ databaseUrl, delivery }: Config, hearing: Hearing): Promise<Store> {
  await prepareFolder(databaseUrl);
  const store = await openStore({ url: databaseUrl, migrationsFolder: MIGRATIONS_FOLDER, delivery, ...hearing });
  await store.migrate();
  if (dialectOf(databaseUrl) === "sqlite") await chmod(databaseUrl, 0o600);
  return store;
}

/** What we know of people's work is nobody else's on this machine. */
export async function prepareFolder(databaseUrl: string): Promise<void> {
  if (dialectOf(databaseUrl) === "sqlite") await mkdir(dirname(databaseUrl), { recursive: true, mode: 0o700 });
}
