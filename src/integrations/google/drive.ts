import { z } from "zod";
import type { Connector, Listed, Listing, Reading } from "#domain/knowledge/connector";
import { DOCUMENT_BYTES_MAX, type Format, headed, type SourceDocument } from "#domain/knowledge/document";
import { knownFormatOf } from "#domain/knowledge/paths";
import type { Skipped } from "#domain/knowledge/source";
import type { HttpOptions } from "#lib/http";
import { createJsonReads, isMissing, type JsonReads } from "../json-reads.ts";

const PAGE_SIZE = 1_000;
const PAGES_MAX = 100;
const FOLDERS_MAX = 1_000;
const FOLDER = "application/vnd.google-apps.folder";
const DOCUMENT = "application/vnd.google-apps.document";
const FIELDS =
  "nextPageToken,incompleteSearch,files(id,name,mimeType,modifiedTime,version,webViewLink,size,lastModifyingUser(displayName))";

export interface DriveOptions {
  /** https://www.googleapis.com/drive/v3 */
  url: string;
  token: string;
  now(): Date;
  onAttempt?: HttpOptions["onAttempt"];
}

export interface FolderOptions {
  key: string;
  /** Its id. */
  folder: string;
  audience: string;
  everyMinutes: number;
}

const File = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string(),
  modifiedTime: z.string(),
  version: z.string(),
  webViewLink: z.url().nullish(),
  /** As text; of Google's own documents there is none. */
  size: z.string().optional(),
  lastModifyingUser: z.object({ displayName: z.string().nullish() }).nullish(),
});
type File = z.output<typeof File>;
const Files = z.object({
  files: z.array(File),
  nextPageToken: z.string().optional(),
  incompleteSearch: z.boolean().default(false),
});
const About = z.object({ user: z.object({ displayName: z.string().nullish() }) });

/** Google Drive over our HTTP core: documents as Markdown, and files that are text. */
export function createDrive({ url, token, now, onAttempt }: DriveOptions) {
  const reads = createJsonReads({
    ...{ vendor: "Google Drive", baseUrl: url, credential: "GOOGLE_DRIVE_TOKEN", now },
    headers: { authorization: `Bearer ${token}` },
    ...(onAttempt && { onAttempt }),
  });
  return {
    folder: (options: FolderOptions): Connector => ({
      ...{ key: options.key, kind: "drive", location: options.folder },
      ...{ audience: options.audience, everyMinutes: options.everyMinutes },
      list: (asked) => list(reads, options, asked),
    }),
    /** Whose token it is; for the doctor. */
    async check(signal: AbortSignal): Promise<string> {
      const { user } = await reads.json("/about?fields=user", { schema: About, what: "account", signal });
      return user.displayName ?? "an account";
    },
  };
}

interface Found {
  items: Listed[];
  skipped: Skipped[];
  isComplete: boolean;
  audience: string;
}

async function list(reads: JsonReads, { folder, audience }: FolderOptions, { signal }: Reading): Promise<Listing> {
  const found: Found = { items: [], skipped: [], isComplete: true, audience };
  const waiting = [folder];
  // A folder may lie in several others, and none is read twice.
  const seen = new Set(waiting);
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const { files, isComplete } = await listFolder(reads, id, signal);
    found.isComplete &&= isComplete;
    for (const file of files) if (file.mimeType !== FOLDER) take(reads, found, file);
    const folders = files.filter((file) => file.mimeType === FOLDER && !seen.has(file.id)).map((file) => file.id);
    const room = folders.slice(0, FOLDERS_MAX - seen.size);
    found.isComplete &&= room.length === folders.length;
    for (const one of room) seen.add(one);
    waiting.push(...room);
  }
  return found;
}

async function listFolder(reads: JsonReads, id: string, signal: AbortSignal) {
  const files: File[] = [];
  let isComplete = true;
  let token: string | undefined;
  for (let read = 0; read === 0 || token !== undefined; read++) {
    if (read >= PAGES_MAX) return { files, isComplete: false };
    const query = new URLSearchParams({
      ...{ q: `'${id}' in parents and trashed = false`, fields: FIELDS, pageSize: String(PAGE_SIZE) },
      ...{ supportsAllDrives: "true", includeItemsFromAllDrives: "true", ...(token && { pageToken: token }) },
    });
    const page: z.output<typeof Files> = await reads.json(`/files?${query}`, {
      ...{ schema: Files, what: `folder ${id}`, signal },
    });
    files.push(...page.files);
    isComplete &&= !page.incompleteSearch;
    token = page.nextPageToken;
  }
  return { files, isComplete };
}

function take(reads: JsonReads, listing: Found, file: File): void {
  const { id, name, modifiedTime, size } = file;
  const format = formatOf(file);
  if (!format) return;
  if (Number(size ?? 0) > DOCUMENT_BYTES_MAX) {
    listing.skipped.push({ uri: id, reason: `${name} is larger than 2 MB.` });
    return;
  }
  const { audience } = listing;
  const version = `${modifiedTime}:${name}`;
  listing.items.push({
    uri: id,
    version,
    audience,
    read: (reading) => read(reads, file, { format, audience, reading }),
  });
}

/** Undefined of what is no document: pictures, tables, slides. */
function formatOf({ mimeType, name }: File): Format | undefined {
  if (mimeType === DOCUMENT || mimeType === "text/markdown") return "markdown";
  return mimeType.startsWith("text/") || mimeType === "application/octet-stream" ? knownFormatOf(name) : undefined;
}

interface Wished {
  format: Format;
  audience: string;
  reading: Reading;
}

async function read(
  reads: JsonReads,
  file: File,
  { format, audience, reading }: Wished,
): Promise<SourceDocument | Skipped | undefined> {
  const { id, name, mimeType, webViewLink = null, lastModifyingUser, modifiedTime } = file;
  const part = mimeType === DOCUMENT ? "/export?mimeType=text%2Fmarkdown" : "?alt=media&supportsAllDrives=true";
  const asked = { what: `file ${name}`, signal: reading.signal };
  const text = await reads.text(`/files/${id}${part}`, asked).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (text.trim() === "") return { uri: id, reason: `There is nothing in ${name}.` };
  if (text.includes("\0")) return { uri: id, reason: `${name} is no text.` };
  return {
    ...{ uri: id, text: format === "markdown" ? headed(name, text) : text, title: name, format, anchors: "none" },
    ...{ url: webViewLink, audience, trust: "member", author: lastModifyingUser?.displayName ?? null },
    updatedAt: new Date(modifiedTime),
  };
}
