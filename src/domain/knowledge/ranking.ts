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
  /** How well it matches by its own list, to be compared within that list alone; none after several were fused. */
  strength?: number;
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
      fused.set(one.chunk, { chunk: one.chunk, document: one.document, score });
    }
  }
  return sortByScore([...fused.values()]);
}

/**
 * A document with several good passages beats one with a lucky one: strength/(k + rank) of a passage, and half as much of
 * the others of its document. How strong each is counts, for otherwise many passages that match a common word would beat the
 * one that has what was asked for (decision 022).
 */
export function rewardAgreement(ranked: readonly Ranked[]): Scored[] {
  const strongest = Math.max(0, ...ranked.map(({ strength = 0 }) => strength));
  const worth = ranked.map(({ strength }, rank) => {
    const share = strength === undefined || strongest === 0 ? 1 : strength / strongest;
    return share / (BONUS_K + rank);
  });
  const ranksOf = groupRanks(ranked.slice(0, AGREEING_AMONG));
  const scored = ranked.map((one, rank) => {
    const others = (ranksOf.get(one.document) ?? []).filter((other) => other !== rank).slice(0, AGREEING_MAX);
    const agreement = others.reduce((sum, other) => sum + (worth[other] ?? 0), 0);
    return { ...one, score: (worth[rank] ?? 0) + BONUS_WEIGHT * agreement };
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
