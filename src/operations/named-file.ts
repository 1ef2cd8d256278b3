import { readFile } from "node:fs/promises";
import { UserError } from "#lib/errors";

/** The text of the file that somebody names; a UserError where none is named, with `how` to do so, or none can be read. */
export async function readNamedFile(file: string | undefined, how: string): Promise<string> {
  if (!file) throw new UserError(how);
  return readFile(file, "utf8").catch((cause) => {
    throw new UserError(`${file} cannot be read.`, { cause });
  });
}
