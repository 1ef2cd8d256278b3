import { stem } from "../knowledge/stem.ts";
import type { Term } from "../knowledge/terms.ts";
import { wordsOf } from "../knowledge/words.ts";
import { type Piece, piecesOf } from "./sentences.ts";

export const QUOTE_LENGTH_MAX = 600;
export const QUOTES_MAX = 3;
/** A passage that says less than this share of what the best one says is no answer beside it. */
const SHARE_MIN = 0.6;

export interface Extract<Found> {
  passage: Found;
  pieces: Piece[];
}

interface Found {
  body: string;
  coverage: number;
  document: { id: number };
}

/**
 * The one to three best passages, cut down to what speaks of the question: no prose of ours. Always the same of the same
 * passages.
 */
export function extract<One extends Found>(passages: readonly One[], terms: readonly Term[]): Extract<One>[] {
  const best = Math.max(0, ...passages.map(({ coverage }) => coverage));
  const good = passages.filter(({ coverage }) => coverage > 0 && coverage >= best * SHARE_MIN).slice(0, QUOTES_MAX);
  const stems = new Set(terms.map((term) => term.stem));
  return good.map((passage) => ({ passage, pieces: cut(piecesOf(passage.body), stems) })).filter(hasWords);
}

function hasWords({ pieces }: Pick<Extract<unknown>, "pieces">): boolean {
  return pieces.length > 0;
}

/** What says most first, as much of it as there is room for, in the order of the text; code stands with what introduces it. */
function cut(pieces: readonly Piece[], stems: ReadonlySet<string>): Piece[] {
  const ranked = pieces
    .map((piece, index) => ({ index, score: scoreOf(piece, stems) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index);
  const chosen = new Set<number>();
  let room = QUOTE_LENGTH_MAX;
  for (const { index } of ranked.flatMap((one) => withCode(pieces, one.index))) {
    const length = pieces[index]?.text.length ?? 0;
    if (chosen.has(index) || length > room) continue;
    chosen.add(index);
    room -= length;
  }
  if (chosen.size > 0) return pieces.filter((_piece, index) => chosen.has(index));
  const [first] = ranked;
  const piece = pieces[first?.index ?? 0];
  return piece ? [{ ...piece, text: `${piece.text.slice(0, QUOTE_LENGTH_MAX - 1).toWellFormed()}…` }] : [];
}

function withCode(pieces: readonly Piece[], index: number): { index: number }[] {
  const next = pieces[index + 1];
  return next?.isCode && !pieces[index]?.isCode ? [{ index }, { index: index + 1 }] : [{ index }];
}

function scoreOf({ text }: Piece, stems: ReadonlySet<string>): number {
  const words = new Set(wordsOf(text).map(stem));
  return [...stems].filter((one) => words.has(one)).length;
}
