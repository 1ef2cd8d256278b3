import { UnavailableError } from "#lib/errors";

/** A full disk is a fault that somebody can mend while we run, so SQLite's error is told apart and made known. */
export function createFullNaming(onFull: (() => void) | undefined) {
  function nameFull(error: unknown): never {
    if (!(error instanceof Error && "code" in error && error.code === "SQLITE_FULL")) throw error;
    onFull?.();
    throw new UnavailableError("The disk is full, so nothing was stored.", { cause: error });
  }

  function naming<T>(statement: () => T): T {
    try {
      return statement();
    } catch (error) {
      return nameFull(error);
    }
  }

  return { naming, nameFull };
}
