const RRF_K = 20;
const BONUS_K = 10;
const BONUS_WEIGHT = 0.5;
/** Only among the first so many does agreement say anything. */
const AGREEING_AMONG = 40;
const AGREEING_MAX = 3;

/** A passage in a list, best first. */
export interface Ranked {
  chunk: number;
  document: number;
}

export interface RankedList {
  weight: number;
  ranked: readonly Ranked[];
}

export interface Scored extends Ranked {
  score: number;
}

/** One list out of several by rank alone, for scores of different kinds cannot be compared: Σ weight / (k + rank). */
export function fuse(lists: readonly RankedList[]): Scored[] {
  const fused = new Map<number, Scored>();
  for (const { weight, ranked } of lists) {
    for (const [rank, one] of ranked.entries()) {
      const score = (fused.get(one.chunk)?.score ?? 0) + weight / (RRF_K + rank);
      fused.set(one.chunk, { ...one, score });
    }
  }
  return sortByScore([...fused.values()]);
}

/** A document with several good passages beats one with a lucky one. */
export function rewardAgreement(ranked: readonly Ranked[]): Scored[] {
  const ranksOf = groupRanks(ranked.slice(0, AGREEING_AMONG));
  const scored = ranked.map((one, rank) => {
    const others = (ranksOf.get(one.document) ?? []).filter((other) => other !== rank).slice(0, AGREEING_MAX);
    const agreement = others.reduce((sum, other) => sum + 1 / (BONUS_K + other), 0);
    return { ...one, score: 1 / (BONUS_K + rank) + BONUS_WEIGHT * agreement };
  });
  return sortByScore(scored);
}

function groupRanks(ranked: readonly Ranked[]): Map<number, number[]> {
  const ranksOf = new Map<number, number[]>();
  for (const [rank, { document }] of ranked.entries()) {
    ranksOf.set(document, [...(ranksOf.get(document) ?? []), rank]);
  }
  return ranksOf;
}

/** Equal ones stay in their order. */
function sortByScore(scored: Scored[]): Scored[] {
  return scored.sort((a, b) => b.score - a.score);
}
