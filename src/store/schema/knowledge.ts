import { TRUSTS } from "#domain/knowledge/document";
import { OUTCOMES, type Skipped, SOURCE_KINDS } from "#domain/knowledge/source";
import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

/** What is found and quoted. The words of the passages are beside it: chunk_fts on SQLite, postings on Postgres. */
export function defineKnowledge(columns: Columns) {
  return {
    knowledgeSources: defineSources(columns),
    documents: defineDocuments(columns),
    chunks: defineChunks(columns),
    chunkTexts: defineChunkTexts(columns),
    words: defineWords(columns),
    audiences: defineAudiences(columns),
    vectorSpaces: defineVectorSpaces(columns),
    vectors: defineVectors(columns),
    chunkVectors: defineChunkVectors(columns),
  };
}

function defineSources({ table, text, integer, instant, json }: Columns) {
  return table("knowledge_sources", {
    key: text("key").primaryKey(),
    kind: text("kind", { enum: SOURCE_KINDS }).notNull(),
    location: text("location").notNull(),
    audience: text("audience").notNull(),
    /** The run that is under way, or was the last. */
    run: text("run").notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    outcome: text("outcome", { enum: OUTCOMES }).notNull(),
    error: text("error"),
    removed: integer("removed").notNull(),
    /** What was gone and is kept all the same, because it was too much to believe. */
    heldBack: integer("held_back").notNull(),
    skipped: integer("skipped").notNull(),
    skippedFirst: json("skipped_first").$type<Skipped[]>().notNull(),
    nextRunAt: instant("next_run_at"),
    done: integer("done").notNull().default(0),
    total: integer("total"),
    failures: integer("failures").notNull().default(0),
  });
}

function defineDocuments({ table, text, integer, counter, instant, boolean, uniqueIndex }: Columns) {
  return table(
    "documents",
    {
      id: counter("id").primaryKey(),
      source: text("source").notNull(),
      uri: text("uri").notNull(),
      title: text("title").notNull(),
      path: text("path"),
      url: text("url"),
      audience: text("audience").notNull(),
      trust: text("trust", { enum: TRUSTS }).notNull(),
      contentHash: text("content_hash").notNull(),
      version: text("version"),
      author: text("author"),
      updatedAt: instant("updated_at"),
      syncedAt: instant("synced_at").notNull(),
      seenInRun: text("seen_in_run"),
      isTruncated: boolean("is_truncated").notNull(),
      chunks: integer("chunks").notNull(),
      /** JSON as text: what programs put into it may be nothing that Postgres takes for JSON. */
      meta: text("meta"),
    },
    (document) => [uniqueIndex("documents_source_uri").on(document.source, document.uri)],
  );
}

/** Narrow, because every passage that has a word of a question is looked up here. */
function defineChunks({ table, text, integer, counter, index }: Columns) {
  return table(
    "chunks",
    {
      id: counter("id").primaryKey(),
      document: integer("document").notNull(),
      ordinal: integer("ordinal").notNull(),
      /** Of its document. */
      audience: text("audience").notNull(),
      /** How many words it has. */
      words: integer("words").notNull(),
    },
    (chunk) => [index("chunks_document").on(chunk.document)],
  );
}

function defineChunkTexts({ table, text, integer }: Columns) {
  return table("chunk_texts", {
    chunk: integer("chunk").primaryKey(),
    heading: text("heading").notNull(),
    anchor: text("anchor"),
    firstLine: integer("first_line").notNull(),
    lastLine: integer("last_line").notNull(),
    body: text("body").notNull(),
  });
}

/** The dictionary of each audience: out of it typos are corrected, and no hidden name may come of that. */
function defineWords({ table, text, integer, index, primaryKey }: Columns) {
  return table(
    "words",
    {
      audience: text("audience").notNull(),
      word: text("word").notNull(),
      stem: text("stem").notNull(),
      /** How many passages have it. */
      chunks: integer("chunks").notNull(),
    },
    (word) => [
      primaryKey({ columns: [word.audience, word.word] }),
      index("words_stem").on(word.stem),
      index("words_gone").on(word.chunks).where(sql`chunks <= 0`),
    ],
  );
}

function defineAudiences({ table, text, integer }: Columns) {
  return table("audiences", {
    audience: text("audience").primaryKey(),
    documents: integer("documents").notNull(),
    chunks: integer("chunks").notNull(),
    words: integer("words").notNull(),
  });
}

/** A model with its dimension: vectors of two of them are never compared. */
function defineVectorSpaces({ table, text, integer, instant }: Columns) {
  return table("vector_spaces", {
    /** The name of the model. */
    model: text("model").primaryKey(),
    /** Known with its first answer. */
    dimension: integer("dimension"),
    /** When every passage had its vector; only from then on it is searched. */
    completedAt: instant("completed_at"),
    /** Counted up with every change of what passages have vectors. */
    revision: integer("revision").notNull().default(0),
    error: text("error"),
  });
}

/** By what was embedded, so that words that stay the same are sent once. */
function defineVectors({ table, text, bytes, primaryKey }: Columns) {
  return table(
    "vectors",
    {
      model: text("model").notNull(),
      hash: text("hash").notNull(),
      /** Numbers of four bytes each, the lowest first; of length 1. */
      vector: bytes("vector").notNull(),
    },
    (vector) => [primaryKey({ columns: [vector.model, vector.hash] })],
  );
}

function defineChunkVectors({ table, text, integer, primaryKey }: Columns) {
  return table(
    "chunk_vectors",
    { chunk: integer("chunk").notNull(), model: text("model").notNull(), hash: text("hash").notNull() },
    (vector) => [primaryKey({ columns: [vector.chunk, vector.model] })],
  );
}
