import type { Cutting } from "#domain/knowledge/chunks";
import type { Bands } from "#domain/knowledge/coverage";
import type { SourceDocument } from "#domain/knowledge/document";
import type { Findings, Query } from "#domain/knowledge/passage";
import type { PutReport, RunEnd, RunReport, SourceIdentity, SourceState } from "#domain/knowledge/source";
import type { Store } from "./db.ts";
import { findPassages } from "./knowledge/find.ts";
import { type KnownDocument, listKnown, markSeen } from "./knowledge/known.ts";
import { createPostgresReads } from "./knowledge/postgres-reads.ts";
import { cleanUri } from "./knowledge/prepared.ts";
import { removeDocument, removeDocuments, removeSource } from "./knowledge/remove.ts";
import { createSearchThread } from "./knowledge/search-thread.ts";
import {
  beginRun,
  endRun,
  listSources,
  noteProgress,
  noteSource,
  readSchedule,
  type Scheduled,
} from "./knowledge/sources.ts";
import { putDocuments } from "./knowledge/write.ts";

export interface KnowledgeOptions {
  /** Where the store is; SQLite is searched by a thread that opens it itself. */
  url: string;
  bands?: Bands;
  deadlineMs?: number;
}

/** What is known of documents (kernel/ports/knowledge.ts). `close` it before the store. */
export function createKnowledge(store: Store, { url, bands, deadlineMs }: KnowledgeOptions) {
  const searching = store.dialect === "sqlite" ? createSearchThread({ file: url, bands, deadlineMs }) : undefined;
  const reads = createPostgresReads(store);
  return {
    search: (query: Query): Promise<Findings> => searching?.search(query) ?? findPassages(reads, query, bands),
    /** Takes documents in outside of any reading of a whole source. */
    async put(
      source: SourceIdentity,
      documents: readonly SourceDocument[],
      { now, cutting }: PutWords,
    ): Promise<PutReport> {
      await noteSource(store, source, now);
      return putDocuments(store, documents, { source: source.key, run: null, now, cutting });
    },
    remove: (source: string, uri: string): Promise<boolean> => removeDocument(store, source, cleanUri(uri)),
    /** Begins to read all of a source. */
    async begin(source: SourceIdentity, now: Date) {
      const run = await beginRun(store, source, now);
      const { key } = source;
      return {
        put: (documents: readonly SourceDocument[], at: Date): Promise<PutReport> =>
          putDocuments(store, documents, { source: key, run, now: at }),
        /** Notes of documents that they are there, and as they were. */
        see: (uris: readonly string[], at: Date): Promise<void> =>
          markSeen(store, uris.map(cleanUri), { source: key, run, at }),
        /** Removes documents at once, whatever the rest of the reading brings. */
        withdraw: (uris: readonly string[]): Promise<number> => removeDocuments(store, key, uris.map(cleanUri)),
        note: (progress: { done: number; total: number }): Promise<void> => noteProgress(store, { key, run }, progress),
        end: (end: RunEnd, at: Date): Promise<RunReport> => endRun(store, { key, run, at }, end),
      };
    },
    /** What is known of a source's documents, by their uris. */
    known: (source: string): Promise<Map<string, KnownDocument>> => listKnown(store, source),
    schedule: (): Promise<Scheduled[]> => readSchedule(store),
    /** Forgets a source with all its documents; answers how many those were. */
    drop: (source: string): Promise<number> => removeSource(store, source),
    sources: (): Promise<SourceState[]> => listSources(store),
    close: async (): Promise<void> => searching?.close(),
  };
}

interface PutWords {
  now: Date;
  cutting?: Cutting | undefined;
}
