import type { Connector, Listing } from "#domain/knowledge/connector";
import { listDocuments } from "../document-files.ts";
import { readDocument } from "../index-folder.ts";

export interface FolderSource {
  key: string;
  path: string;
  audience: string;
  everyMinutes: number;
}

/** A folder of this machine, by the times and lengths of its files. */
export function createFolderDocuments({ key, path, audience, everyMinutes }: FolderSource): Connector {
  async function list(): Promise<Listing> {
    const { files, skipped, isComplete } = await listDocuments(path);
    const items = files.map((file) => ({
      uri: file.path,
      version: `${file.modifiedAt.getTime()}:${file.bytes}`,
      audience,
      async read() {
        const read = await readDocument(file, audience);
        if ("isUnread" in read) throw new Error(`${file.path} cannot be read.`);
        return read;
      },
    }));
    return { items, skipped, isComplete, audience };
  }
  return { key, kind: "folder", location: path, audience, everyMinutes, list };
}
