import type { Band } from "./coverage.ts";
import type { Chunk, DocumentFacts } from "./document.ts";
import type { Ranked } from "./ranking.ts";
import type { Term } from "./terms.ts";

export interface Query {
  q: string;
  /** Whose documents may be found; none means nothing is. */
  audiences: readonly string[];
  /** How many passages at most. */
  limit: number;
  /** What vectors found, best first: a second list beside that of the words. */
  nearest?: readonly Ranked[];
}

/** A piece of a document that was found. */
export interface Passage extends Chunk {
  /** Of the piece; another one when its document has changed. */
  id: number;
  document: DocumentFacts;
  /** The share of the question that it speaks of, from 0 to 1. */
  coverage: number;
  /** Orders the passages of one answer, and means nothing beyond. */
  score: number;
  /** Its place in the list of the words and in that of the vectors, from 1; null where it is in none. */
  rankLexical: number | null;
  rankVector: number | null;
}

export interface Correction {
  from: string;
  to: string;
}

export interface Findings {
  passages: Passage[];
  /** The best coverage among the first passages. */
  confidence: number;
  /** What that confidence lets us do. */
  band: Band;
  mode: "lexical" | "hybrid";
  /** What was searched for: the telling words, after correction. */
  terms: Term[];
  corrected: Correction[];
  /** Of the terms, those that none of the first passages has. */
  missing: string[];
}
