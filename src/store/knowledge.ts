import type { Cutting } from "#domain/knowledge/chunks";
import type { Bands } from "#domain/knowledge/coverage";
import type { SourceDocument } from "#domain/knowledge/document";
import type { Findings, Query } from "#domain/knowledge/passage";
import type { PutReport, RunEnd, RunReport, SourceIdentity, SourceState } from "#domain/knowledge/source";
import type { Store } from "./db.ts";
import { findPassages } from "./knowledge/find.ts";
import { createPostgresReads } from "./knowledge/postgres-reads.ts";
import { cleanUri } from "./knowledge/prepared.ts";
import { removeDocument } from "./knowledge/remove.ts";
import { createSearchThread } from "./knowledge/search-thread.ts";
import { beginRun, endRun, listSources, noteSource } from "./knowledge/sources.ts";
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
        end: (end: RunEnd, at: Date): Promise<RunReport> => endRun(store, { key, run, at }, end),
      };
    },
    sources: (): Promise<SourceState[]> => listSources(store),
    close: async (): Promise<void> => searching?.close(),
  };
}

interface PutWords {
  now: Date;
  cutting?: Cutting | undefined;
}
