import { readFile } from "node:fs/promises";
import { DEFAULT_SOURCES, parseSourcesYaml, type SourceEntry } from "#domain/knowledge/sources-yaml";
import { UserError } from "#kernel/errors";

/** The sources as somebody listed them; those of everybody where nobody has. Throws a UserError that says what is wrong. */
export async function readSourceList(path: string | null): Promise<readonly SourceEntry[]> {
  if (path === null) return DEFAULT_SOURCES;
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new UserError(`${path} cannot be read. Correct DOCUMENTS_PATH, or let this user read the file.`, { cause });
  });
  try {
    return parseSourcesYaml(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${path} is not in force. ${error.message}`, { cause: error });
  }
}
