import { readFile } from "node:fs/promises";
import type { SourceDocument } from "#domain/knowledge/document";
import type { RunReport, Skipped } from "#domain/knowledge/source";
import { sha256 } from "#lib/hash";
import { decodeText } from "#lib/text";
import type { createKnowledge } from "#store/knowledge";
import { type DocumentFile, listDocuments } from "./document-files.ts";

const FILES_AT_ONCE = 50;

export interface IndexingDesk {
  knowledge: Pick<ReturnType<typeof createKnowledge>, "begin">;
  now(): Date;
}

export interface FolderReport extends RunReport {
  /** By which the source is named from then on. */
  key: string;
  location: string;
  documents: number;
  unchanged: number;
  chunks: number;
  skipped: Skipped[];
  isComplete: boolean;
}

export interface FolderOptions {
  audience: string;
  /** Remove what is gone, however much. */
  isForced: boolean;
  onProgress(done: number, total: number): void;
}

/**
 * Takes in the documents of a folder. It may be stopped at any time and begun again: what is in already is recognised, and
 * only what is gone from a folder that was read to its end is removed.
 */
export async function indexFolder(desk: IndexingDesk, path: string, options: FolderOptions): Promise<FolderReport> {
  const { location, files, skipped, isComplete } = await listDocuments(path);
  const { audience, isForced, onProgress } = options;
  const key = `folder:${location}`;
  const run = await desk.knowledge.begin({ key, kind: "folder", location, audience }, desk.now());
  const report = { key, location, documents: 0, unchanged: 0, chunks: 0, skipped, isComplete };
  try {
    for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
      const read = await Promise.all(
        files.slice(start, start + FILES_AT_ONCE).map((file) => readDocument(file, audience)),
      );
      const { documents, unchanged, chunks } = await run.put(
        read.flatMap((one) => ("text" in one ? one : [])),
        desk.now(),
      );
      report.documents += documents;
      report.unchanged += unchanged;
      report.chunks += chunks;
      for (const one of read) if ("reason" in one) skipped.push({ uri: one.uri, reason: one.reason });
      report.isComplete &&= read.every((one) => !("isUnread" in one));
      onProgress(Math.min(start + FILES_AT_ONCE, files.length), files.length);
    }
  } catch (error) {
    await run.end({ isComplete: false, error: "The reading was broken off.", skipped }, desk.now());
    throw error;
  }
  return { ...report, ...(await run.end({ isComplete: report.isComplete, isForced, skipped }, desk.now())) };
}

export type Read = SourceDocument | (Skipped & { isUnread?: true });

/** A file as a document, or why it is none. */
export async function readDocument({ path, file, format, modifiedAt }: DocumentFile, audience: string): Promise<Read> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return { uri: path, reason: "It cannot be read.", isUnread: true };
  const text = decodeText(bytes);
  if (text === undefined) return { uri: path, reason: "It is no text." };
  if (text.trim() === "") return { uri: path, reason: "There is nothing in it." };
  return {
    ...{ uri: path, path, text, format, audience, updatedAt: modifiedAt, version: sha256(text) },
    // Whoever is at the machine vouches for what is on it.
    trust: "member",
  };
}
