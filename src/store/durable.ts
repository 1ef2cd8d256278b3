import { close, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";
import { UnavailableError } from "#lib/errors";

const syncFile = promisify(fdatasync);
const closeFile = promisify(close);

export type Durable = ReturnType<typeof createDurable>;

/** Resolves when the disk keeps what was written to this open file, also through a power cut. */
export type SyncFile = (descriptor: number) => Promise<void>;

/**
 * Makes the disk keep the log of a SQLite file. SQLite itself would do so inside COMMIT and hold up the whole process for
 * as long; this waits in a thread of the pool, and everything that was committed meanwhile shares the next wait.
 */
export function createDurable(logFile: string, sync: SyncFile = syncFile) {
  let descriptor: number | undefined;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let failure: UnavailableError | undefined;
  let isClosed = false;

  async function begin(): Promise<void> {
    next = undefined;
    // By closing the file SQLite has brought its log into the database, and that to the disk.
    if (isClosed) return;
    if (failure) throw failure;
    // SQLite makes the file with its first write, and keeps the same one until it is closed.
    descriptor ??= openSync(logFile, "r+");
    await sync(descriptor).catch(fail);
  }

  /** A second attempt may succeed although the first has lost what it was to keep: nothing is promised after one failed. */
  function fail(cause: unknown): never {
    failure = new UnavailableError("The disk failed to keep what was written. Mend it and start again.", { cause });
    throw failure;
  }

  return {
    /** Resolves when everything committed before the call is kept. */
    settled(): Promise<void> {
      next ??= current = current.then(begin, begin);
      return next;
    },
    /** To be called as soon as SQLite has closed the file. */
    async close(): Promise<void> {
      isClosed = true;
      await current.catch(() => undefined);
      if (descriptor !== undefined) await closeFile(descriptor);
    },
  };
}
