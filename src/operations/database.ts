import { rename, rm, stat } from "node:fs/promises";
import { UserError } from "#kernel/errors";
import type { Operation } from "#kernel/operation";
import { assertIntact, backUpSqlite } from "#store/backup";
import { dialectOf } from "#store/dialect";
import { lockInstance } from "#store/instance-lock";
import { openStore } from "#store/open";

export interface DatabaseOptions {
  databaseUrl: string;
  migrationsFolder: string;
}

/** What keeps a database: migrating it, copying it, putting a copy in its place. */
export function databaseOperations(options: DatabaseOptions): Operation[] {
  return [migrate(options), backup(options), restore(options)];
}

function migrate({ databaseUrl, migrationsFolder }: DatabaseOptions): Operation {
  return {
    name: "migrate",
    usage: "adjutant migrate",
    summary: "Bring the database up to this release. Starting does the same.",
    async run({ terminal }) {
      const store = await openStore({ url: databaseUrl, migrationsFolder, onError: () => {} });
      try {
        await store.migrate();
      } finally {
        await store.close();
      }
      terminal.print("The database is up to date.");
      return true;
    },
  };
}

function backup({ databaseUrl }: DatabaseOptions): Operation {
  return {
    name: "backup",
    usage: "adjutant backup FILE",
    summary: "Copy the SQLite database while it is in use; the copy is checked.",
    async run({ words: [file], terminal }) {
      assertSqlite(databaseUrl, "pg_dump");
      if (!file) throw new UserError("Name the file to write: adjutant backup FILE");
      if (await exists(file)) throw new UserError(`${file} exists already. Name another file, or remove it first.`);
      await backUpSqlite(databaseUrl, file);
      const { size } = await stat(file);
      terminal.print(`Wrote ${file}: ${size} bytes, checked.`);
      return true;
    },
  };
}

function restore({ databaseUrl }: DatabaseOptions): Operation {
  return {
    name: "restore",
    usage: "adjutant restore FILE",
    summary: "Put a checked copy in the place of the SQLite database; the old one is kept beside it.",
    async run({ words: [file], terminal }) {
      assertSqlite(databaseUrl, "pg_restore");
      if (!file || !(await exists(file))) throw new UserError("Name a backup that exists: adjutant restore FILE");
      assertReadable(file);
      const lock = lockForRestore(databaseUrl);
      try {
        await replaceDatabase(databaseUrl, file);
      } finally {
        lock.release();
      }
      terminal.print(`Restored ${file}. What was there before is now ${databaseUrl}.before-restore.`);
      return true;
    },
  };
}

function lockForRestore(databaseUrl: string) {
  try {
    return lockInstance(databaseUrl);
  } catch (cause) {
    throw new UserError("Stop Adjutant first: a running process would go on writing to the old database.", { cause });
  }
}

async function replaceDatabase(databaseUrl: string, file: string): Promise<void> {
  const incoming = `${databaseUrl}.incoming`;
  await rm(incoming, { force: true });
  await backUpSqlite(file, incoming);
  // The log belongs to the database: without it the kept one would lack its newest commits.
  for (const part of ["", "-wal", "-shm"]) {
    await rm(`${databaseUrl}.before-restore${part}`, { force: true });
    if (await exists(databaseUrl + part)) await rename(databaseUrl + part, `${databaseUrl}.before-restore${part}`);
  }
  await rename(incoming, databaseUrl);
}

function assertReadable(file: string): void {
  try {
    assertIntact(file);
  } catch (cause) {
    throw new UserError(`${file} is not an intact backup; nothing was changed.`, { cause });
  }
}

function assertSqlite(databaseUrl: string, tool: string): void {
  if (dialectOf(databaseUrl) === "postgres") throw new UserError(`This database is Postgres: use ${tool} for that.`);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
