import { stem } from "./stem.ts";
import type { Term } from "./terms.ts";
import { wordsOf } from "./words.ts";

/** Up to how many terms a question is short, so that its coverage says whether it can be answered. */
const SHORT_TERMS_MAX = 12;

/** How many passages there are, and how many of them have each stem. */
export interface Frequencies {
  chunks: number;
  passagesWith: ReadonlyMap<string, number>;
}

/** How telling a stem is. */
export function idf({ chunks, passagesWith }: Frequencies, key: string): number {
  return Math.log(1 + (chunks + 1) / ((passagesWith.get(key) ?? 0) + 0.5));
}

/** Which of the terms a passage speaks of. */
export function spokenIn(terms: readonly Term[], passage: string): Set<string> {
  const words = new Set(wordsOf(passage).map(stem));
  return new Set(terms.map((term) => term.stem).filter((key) => words.has(key)));
}

/** The share of what a question asks for that is spoken of, from 0 to 1. Words that nobody knows count in full. */
export function coverageOf(terms: readonly Term[], spoken: ReadonlySet<string>, frequencies: Frequencies): number {
  const all = weigh(terms, frequencies);
  const covered = terms.filter((term) => spoken.has(term.stem));
  return all === 0 ? 0 : weigh(covered, frequencies) / all;
}

/** Among so many passages the best and its like are looked for, and among so many the document that says most. */
const FIRST = 5;
const FIRST_OF_DOCUMENTS = 20;
const SEVERAL = 3;
const NAME_MISSING = 0.5;

export interface Spoken {
  document: number;
  spoken: ReadonlySet<string>;
}

/**
 * How sure one may be that the passages, best first, hold an answer, from 0 to 1: the mean of what the best of them covers,
 * what the best three cover on average, and what three of one document cover together. A lucky passage stands alone.
 */
export function confidenceIn(found: readonly Spoken[], terms: readonly Term[], frequencies: Frequencies): number {
  if (found.length === 0) return 0;
  const covered = ({ spoken }: Pick<Spoken, "spoken">) => coverageOf(terms, spoken, frequencies);
  const several = found
    .slice(0, FIRST)
    .map(covered)
    .sort((a, b) => b - a)
    .slice(0, SEVERAL);
  const together = groupByDocument(found.slice(0, FIRST_OF_DOCUMENTS)).map((passages) =>
    covered({ spoken: unionOf(passages.slice(0, SEVERAL)) }),
  );
  return mean([several[0] ?? 0, mean(several), Math.max(...together)]);
}

/** Each name that the passages do not have halves it; another word they may have put in other words. */
export function doubtNames(confidence: number, missing: readonly Term[], names: ReadonlySet<string>): number {
  return confidence * NAME_MISSING ** missing.filter((term) => names.has(term.stem)).length;
}

function groupByDocument(found: readonly Spoken[]): Spoken[][] {
  const groups = new Map<number, Spoken[]>();
  for (const one of found) groups.set(one.document, [...(groups.get(one.document) ?? []), one]);
  return [...groups.values()];
}

function unionOf(passages: readonly Spoken[]): Set<string> {
  return new Set(passages.flatMap(({ spoken }) => [...spoken]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function weigh(terms: readonly Term[], frequencies: Frequencies): number {
  return terms.reduce((sum, term) => sum + idf(frequencies, term.stem), 0);
}

export interface Bands {
  /** From here on there is an answer. */
  answer: number;
  /** From here on only a writer that may refuse is asked; below, nobody. */
  doubt: number;
}

/** As docs/evaluation.md calibrates them on one half of its short questions. */
const DEFAULT_BANDS: Bands = { answer: 0.35, doubt: 0.25 };

export type Band = "answer" | "doubt" | "refuse";

/** What a confidence lets us do with a question of so many terms: coverage of a long one says little. */
export function bandOf(confidence: number, terms: number, bands: Bands = DEFAULT_BANDS): Band {
  if (confidence < bands.doubt) return "refuse";
  return confidence >= bands.answer && terms <= SHORT_TERMS_MAX ? "answer" : "doubt";
}
