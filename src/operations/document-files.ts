import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { DOCUMENT_BYTES_MAX, type Format } from "#domain/knowledge/document";
import { formatOf, knownFormatOf } from "#domain/knowledge/paths";
import type { Skipped } from "#domain/knowledge/source";
import { UserError } from "#lib/errors";

const FILES_MAX = 100_000;
/** What is in them is nobody's document. */
const LEFT_OUT = new Set(["node_modules"]);

export interface DocumentFile {
  /** Within its folder, with slashes. */
  path: string;
  file: string;
  format: Format;
  modifiedAt: Date;
  bytes: number;
}

export interface Listing {
  /** The folder or the file itself, without links. */
  location: string;
  files: DocumentFile[];
  skipped: Skipped[];
  /** Whether everything could be looked at. */
  isComplete: boolean;
}

/** The documents in a folder, or the one that a file is. Throws a UserError where there is nothing of that name. */
export async function listDocuments(path: string): Promise<Listing> {
  const location = await realpath(path).catch((cause) => {
    throw new UserError(`${path} cannot be read.`, { cause });
  });
  const found = await stat(location);
  const root = found.isDirectory() ? location : dirname(location);
  const walk: Walk = { root, seen: new Set(), listing: { location, files: [], skipped: [], isComplete: true } };
  if (found.isDirectory()) await enter(walk, location);
  else await take(walk, location, formatOf(location));
  return walk.listing;
}

interface Walk {
  root: string;
  /** Folders that were entered, without links: a link back to one of them would never end. */
  seen: Set<string>;
  listing: Listing;
}

async function enter(walk: Walk, folder: string): Promise<void> {
  walk.seen.add(folder);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return fail(walk, folder, "It cannot be read.");
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || LEFT_OUT.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) await follow(walk, path);
    else if (entry.isDirectory()) await enter(walk, path);
    else await takeKnown(walk, path);
  }
}

async function follow(walk: Walk, path: string): Promise<void> {
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined) return skip(walk, path, "It is a link to nothing.");
  if (target !== walk.root && !target.startsWith(walk.root + sep))
    return skip(walk, path, "It is a link out of the folder.");
  const found = await stat(target);
  if (!found.isDirectory()) return takeKnown(walk, path);
  // What it leads to is read where it is, or is being read: a second time it would be the same again.
  return skip(
    walk,
    path,
    walk.seen.has(target) ? "It is a link in a circle." : "It is a link to a folder that is read itself.",
  );
}

async function takeKnown(walk: Walk, path: string): Promise<void> {
  const format = knownFormatOf(path);
  if (format) await take(walk, path, format);
}

async function take(walk: Walk, file: string, format: Format): Promise<void> {
  const { listing } = walk;
  if (listing.files.length >= FILES_MAX) return fail(walk, file, `There are more than ${FILES_MAX} files.`);
  const found = await stat(file).catch(() => undefined);
  if (!found) return fail(walk, file, "It cannot be read.");
  if (!found.isFile()) return skip(walk, file, "It is no file.");
  if (found.size > DOCUMENT_BYTES_MAX) return skip(walk, file, "It is larger than 2 MB.");
  listing.files.push({ path: pathIn(walk, file), file, format, modifiedAt: found.mtime, bytes: found.size });
}

function skip({ listing, ...walk }: Walk, path: string, reason: string): void {
  listing.skipped.push({ uri: pathIn(walk, path), reason });
}

/** What was not looked at may be there all the same. */
function fail(walk: Walk, path: string, reason: string): void {
  walk.listing.isComplete = false;
  skip(walk, path, reason);
}

function pathIn({ root }: Pick<Walk, "root">, path: string): string {
  return relative(root, path).split(sep).join("/") || basename(path);
}
