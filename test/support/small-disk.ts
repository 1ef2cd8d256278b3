import { execFile } from "node:child_process";
import { rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { createFolder } from "./stores.ts";

const run = promisify(execFile);

/** A disk of its own with so many megabytes, gone when the test ends; undefined for who may not mount one. */
export async function mountSmallDisk(megabytes: number) {
  const folder = await createFolder();
  const isMounted = await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]).then(
    () => true,
    () => false,
  );
  if (!isMounted) return undefined;
  onTestFinished(async () => void (await run("umount", ["-l", folder])));
  const filling = join(folder, "of-somebody-else");

  return {
    folder,
    free: () => free(folder),
    /** Leaves so many bytes free. */
    async fill(bytesLeft = 0): Promise<void> {
      await rm(filling, { force: true });
      const filled = writeFile(filling, Buffer.alloc(Math.max(0, (await free(folder)) - bytesLeft), 1));
      // Somebody else wrote in between: it is as full as it can be.
      await filled.catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOSPC") throw error;
      });
    },
    clear: () => rm(filling, { force: true }),
    freeze: () => run("mount", ["-o", "remount,ro", folder]),
  };
}

async function free(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
