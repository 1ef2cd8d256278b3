import type { DocumentTrust } from "#domain/knowledge/document";
import type { Loaded } from "./index-reads.ts";

/** The columns of a passage with its document, for both engines; `toLoaded` reads what they answer. */
export const LOADED_COLUMNS = `chunks.id as chunk_id, chunks.ordinal, chunk_texts.heading, chunk_texts.anchor,
  chunk_texts.first_line, chunk_texts.last_line, chunk_texts.body, documents.id, documents.source, documents.uri,
  documents.title, documents.path, documents.url, documents.audience, documents.trust, documents.version,
  documents.author, documents.updated_at, documents.synced_at, documents.is_truncated, documents.chunks, documents.meta`;

/** Moments are milliseconds on SQLite and text on Postgres, truths are numbers on SQLite. */
export interface LoadedRow extends Record<string, unknown> {
  chunk_id: number | string;
  ordinal: number;
  heading: string;
  anchor: string | null;
  first_line: number;
  last_line: number;
  body: string;
  id: number | string;
  source: string;
  uri: string;
  title: string;
  path: string | null;
  url: string | null;
  audience: string;
  trust: DocumentTrust;
  version: string | null;
  author: string | null;
  updated_at: number | string | null;
  synced_at: number | string;
  is_truncated: number | boolean;
  chunks: number;
  meta: string | null;
}

export function toLoaded(row: LoadedRow): Loaded {
  const { source, uri, title, path, url, audience, trust, version, author, chunks } = row;
  return {
    id: Number(row.chunk_id),
    ordinal: row.ordinal,
    heading: row.heading,
    anchor: row.anchor,
    firstLine: row.first_line,
    lastLine: row.last_line,
    body: row.body,
    document: {
      ...{ id: Number(row.id), source, uri, title, path, url, audience, trust, version, author, chunks },
      updatedAt: row.updated_at === null ? null : new Date(row.updated_at),
      syncedAt: new Date(row.synced_at),
      isTruncated: Boolean(row.is_truncated),
      meta: row.meta === null ? null : (JSON.parse(row.meta) as Record<string, unknown>),
    },
  };
}
