/** Shorter words have too many neighbours. */
const LENGTH_MIN = 5;
const LENGTH_MAX = 30;
/** Up to so many letters one slip is forgiven, above it two. */
const SHORT_MAX = 7;
/** By how much a word may be longer or shorter than the one that was meant. */
export const LENGTHS_APART_MAX = 2;
/** So many words that share most pairs of letters are compared. */
export const CANDIDATES_MAX = 60;
/** So many words of a question are corrected: each is looked for in the whole dictionary. */
export const CORRECTED_MAX = 4;

/** A word of the documents that may have been meant. */
export interface Candidate {
  word: string;
  /** How many passages have it. */
  chunks: number;
}

/** Whether a word that no document has may be a slip of the finger. */
export function isCorrectable(word: string): boolean {
  return word.length >= LENGTH_MIN && word.length <= LENGTH_MAX && /^\p{L}+$/u.test(word);
}

/** The pairs of neighbouring letters, with marks for beginning and end: "^r", "re", … "t$". */
export function letterPairs(word: string): string[] {
  const marked = `^${word}$`;
  return [...new Set(Array.from({ length: marked.length - 1 }, (_, index) => marked.slice(index, index + 2)))];
}

/** The word that was meant, among those that look like it; undefined when none is near enough. */
export function correct(word: string, candidates: readonly Candidate[]): string | undefined {
  const slipsMax = word.length <= SHORT_MAX ? 1 : 2;
  const near = candidates
    .filter((candidate) => Math.abs(candidate.word.length - word.length) <= slipsMax)
    .map((candidate) => ({ ...candidate, slips: slipsBetween(word, candidate.word) }))
    .filter(({ slips }) => slips <= slipsMax);
  const [best] = near.sort((a, b) => a.slips - b.slips || b.chunks - a.chunks || (a.word < b.word ? -1 : 1));
  return best?.word;
}

/** How many letters were added, left out, changed, or swapped with their neighbour (optimal string alignment). */
export function slipsBetween(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at++) {
    const next = nextRow({ from, to, at }, row, before);
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}

interface Compared {
  from: string;
  to: string;
  at: number;
}

function nextRow({ from, to, at }: Compared, row: readonly number[], before: readonly number[]): number[] {
  const next = [at];
  for (let column = 1; column <= to.length; column++) {
    const isSame = from[at - 1] === to[column - 1];
    const changed = (row[column - 1] ?? 0) + (isSame ? 0 : 1);
    const isSwapped = at > 1 && column > 1 && from[at - 1] === to[column - 2] && from[at - 2] === to[column - 1];
    const swapped = isSwapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
    next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, swapped));
  }
  return next;
}
