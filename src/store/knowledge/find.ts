import { indexedText } from "#domain/knowledge/chunks";
import {
  type Bands,
  bandOf,
  confidenceIn,
  coverageOf,
  doubtNames,
  type Frequencies,
  type Spoken,
  spokenIn,
} from "#domain/knowledge/coverage";
import type { Correction, Findings, Passage, Query } from "#domain/knowledge/passage";
import { fuse, type Ranked, rewardAgreement, type Scored } from "#domain/knowledge/ranking";
import { namesIn, rarest, type Term, termsOf, toTerm, uniqueByStem } from "#domain/knowledge/terms";
import { CORRECTED_MAX, correct, isCorrectable } from "#domain/knowledge/typos";
import type { IndexReads, Loaded, Totals } from "./index-reads.ts";

/** So many passages are ranked before those that agree are preferred. */
const RANKED_MAX = 100;
/** By so many it is judged whether there is an answer. */
const JUDGED_MAX = 20;
/** What none of so many speaks of is missing. */
const FIRST = 5;
const LEXICAL_WEIGHT = 1;
const VECTOR_WEIGHT = 0.6;

/** The passages that speak of what was asked, the best first, and how sure one may be of them. */
export async function findPassages(reads: IndexReads, query: Query, bands?: Bands): Promise<Findings> {
  const { q, audiences, limit, nearest = [] } = query;
  const totals = await reads.totals(audiences);
  const asked = await understand(reads, audiences, termsOf(q));
  const ranked = await rank(reads, audiences, { ...asked, totals });
  const scored = rewardAgreement(merge(ranked, nearest)).slice(0, Math.max(limit, JUDGED_MAX));
  const found = await look(reads, audiences, { ...asked, scored });
  const frequencies = { chunks: totals.chunks, passagesWith: asked.passagesWith };
  const passages = found.slice(0, limit).map(({ passage, spoken, score }): Passage => {
    const ranks = { rankLexical: placeIn(ranked, passage.id), rankVector: placeIn(nearest, passage.id) };
    return { ...passage, coverage: coverageOf(asked.terms, spoken, frequencies), score, ...ranks };
  });
  const missing = missingIn(found.slice(0, FIRST), asked.terms);
  const confidence = doubtNames(confidenceIn(found, asked.terms, frequencies), missing, namesIn(q));
  return {
    ...{ passages, confidence, terms: asked.terms, corrected: asked.corrected },
    band: bandOf(confidence, asked.terms.length, bands),
    mode: nearest.length > 0 ? "hybrid" : "lexical",
    missing: missing.map(({ word }) => word),
  };
}

/** Words alone keep their strengths; those of words and vectors cannot be compared, and only ranks are left. */
function merge(ranked: readonly Ranked[], nearest: readonly Ranked[]): readonly Ranked[] {
  if (nearest.length === 0) return ranked;
  return fuse([
    { weight: LEXICAL_WEIGHT, ranked },
    { weight: VECTOR_WEIGHT, ranked: nearest },
  ]);
}

interface Found extends Spoken {
  passage: Loaded;
  score: number;
}

/** Reads the passages, and what of the question each speaks of. */
async function look(
  reads: IndexReads,
  audiences: readonly string[],
  { terms, scored }: Asked & { scored: readonly Scored[] },
): Promise<Found[]> {
  const ids = scored.map(({ chunk }) => chunk);
  const loaded = new Map((await reads.load(audiences, ids)).map((passage) => [passage.id, passage]));
  return scored.flatMap(({ chunk, score }) => {
    const passage = loaded.get(chunk);
    if (!passage) return [];
    const { document } = passage;
    return { passage, score, document: document.id, spoken: spokenIn(terms, indexedText(document.title, passage)) };
  });
}

interface Asked extends Pick<Frequencies, "passagesWith"> {
  terms: Term[];
  corrected: Correction[];
}

/** Takes a word that no readable document has for the one that was probably meant, and says so. */
async function understand(reads: IndexReads, audiences: readonly string[], asked: readonly Term[]): Promise<Asked> {
  const known = await reads.passagesWith(
    audiences,
    asked.map((term) => term.stem),
  );
  const doubtful = asked.filter((term) => !known.has(term.stem) && isCorrectable(term.word)).slice(0, CORRECTED_MAX);
  const corrected: Correction[] = [];
  for (const { word } of doubtful) {
    const to = correct(word, await reads.similar(audiences, word));
    if (to !== undefined) corrected.push({ from: word, to });
  }
  if (corrected.length === 0) return { terms: [...asked], corrected, passagesWith: known };
  const meant = new Map(corrected.map(({ from, to }) => [from, to]));
  const terms = uniqueByStem(asked.map((term) => toTerm(meant.get(term.word) ?? term.word)));
  const stems = terms.map((term) => term.stem);
  return { terms, corrected, passagesWith: await reads.passagesWith(audiences, stems) };
}

async function rank(
  reads: IndexReads,
  audiences: readonly string[],
  { terms, passagesWith, totals }: Asked & { totals: Totals },
): Promise<Ranked[]> {
  const stems = rarest(terms, passagesWith).map((term) => term.stem);
  if (stems.length === 0) return [];
  return reads.rank({ audiences, stems, totals, passagesWith, limit: RANKED_MAX });
}

function placeIn(ranked: readonly Ranked[], chunk: number): number | null {
  const index = ranked.findIndex((one) => one.chunk === chunk);
  return index === -1 ? null : index + 1;
}

function missingIn(found: readonly Spoken[], terms: readonly Term[]): Term[] {
  return terms.filter((term) => found.every(({ spoken }) => !spoken.has(term.stem)));
}
