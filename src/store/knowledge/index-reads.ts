import type { Chunk, DocumentFacts } from "#domain/knowledge/document";
import type { Ranked } from "#domain/knowledge/ranking";
import type { Candidate } from "#domain/knowledge/typos";

/** What finding needs of an engine. Nothing of an audience that is not named is read, not even a word. */
export interface IndexReads {
  totals(audiences: readonly string[]): Promise<Totals>;
  /** How many passages have each of the stems; those that none has are left out. */
  passagesWith(audiences: readonly string[], stems: readonly string[]): Promise<Map<string, number>>;
  /** Words that share most letter pairs with one that is not known. */
  similar(audiences: readonly string[], word: string): Promise<Candidate[]>;
  /** The passages with any of the stems, best first, by BM25. */
  rank(asked: RankQuery): Promise<Ranked[]>;
  /** Those of the passages that may be read, in any order. */
  load(audiences: readonly string[], chunks: readonly number[]): Promise<Loaded[]>;
}

export interface RankQuery {
  audiences: readonly string[];
  stems: readonly string[];
  totals: Totals;
  passagesWith: ReadonlyMap<string, number>;
  limit: number;
}

/** Of the audiences together. */
export interface Totals {
  chunks: number;
  words: number;
}

export interface Loaded extends Chunk {
  id: number;
  document: DocumentFacts;
}
