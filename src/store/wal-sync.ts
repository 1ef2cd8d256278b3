import { type FileHandle, open } from "node:fs/promises";

/**
 * Brings the write-ahead log of SQLite to the disk, by a thread that may wait for it. `sync` resolves when all that was
 * written before the call is there.
 */
export function createWalSync(databaseFile: string) {
  let log: FileHandle | undefined;
  let failure: unknown;

  async function sync(): Promise<void> {
    // What a disk once failed to write, the system may forget, and call the next attempt a success.
    if (failure) throw failure;
    try {
      log ??= await open(`${databaseFile}-wal`, "r+");
      await log.datasync();
    } catch (error) {
      failure = error;
      throw error;
    }
  }

  return { sync, close: async () => log?.close() };
}
