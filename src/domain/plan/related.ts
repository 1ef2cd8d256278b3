import { stemsOf } from "./stems.ts";

/** Something that is known by its words: a PRD, a pull request, a ticket. */
export interface Candidate {
  /** "PRD 3", "acme/api#7". */
  ref: string;
  title: string;
  url: string | null;
}

export interface Related extends Candidate {
  /** From 0 to 1: how much of the rarer words of the shorter of both the two share. */
  score: number;
  /** As they stand in the text that was asked about. */
  shared: string[];
}

const FOUND_MAX = 5;
const SCORE_MIN = 0.3;
/** One common word is a coincidence. */
const SHARED_MIN = 2;

/**
 * Those of the candidates that speak of the same things, the nearest first. A word counts the more, the fewer of them have
 * it: that everything is about "payment" makes nothing related. The same for the same words, in whatever order they come.
 */
export function findRelated(text: string, candidates: readonly Candidate[]): Related[] {
  const asked = stemsOf(text);
  const known = candidates.map((candidate) => ({ candidate, stems: stemsOf(candidate.title) }));
  const weigh = weigher(known.map(({ stems }) => stems));
  const scored = known.map(({ candidate, stems }) => score(candidate, { asked, stems, weigh }));
  return scored
    .filter((related) => related.score >= SCORE_MIN && related.shared.length >= SHARED_MIN)
    .sort((a, b) => b.score - a.score || compare(a.ref, b.ref))
    .slice(0, FOUND_MAX);
}

type Stems = ReadonlyMap<string, string>;
type Weigh = (stem: string) => number;

function weigher(all: readonly Stems[]): Weigh {
  const counts = new Map<string, number>();
  for (const stem of all.flatMap((stems) => [...stems.keys()])) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return (stem) => Math.log(1 + all.length / (counts.get(stem) ?? 1));
}

interface Comparison {
  asked: Stems;
  stems: Stems;
  weigh: Weigh;
}

function score(candidate: Candidate, { asked, stems, weigh }: Comparison): Related {
  const shared = [...stems.keys()].filter((stem) => asked.has(stem)).sort();
  const sum = (some: Iterable<string>) => [...some].reduce((total, stem) => total + weigh(stem), 0);
  const smaller = Math.min(sum(asked.keys()), sum(stems.keys()));
  return {
    ...candidate,
    shared: shared.map((stem) => asked.get(stem) ?? stem),
    score: smaller === 0 ? 0 : sum(shared) / smaller,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
