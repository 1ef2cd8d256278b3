import { stem } from "./stem.ts";
import { wordsOf } from "./words.ts";

export const SNIPPET_LENGTH_MAX = 200;
const ELLIPSIS = "…";
const STEP = 40;

/** The part of a text that has most of what was asked for, cut at words, in one line. */
export function snippetOf(body: string, stems: ReadonlySet<string>): string {
  const line = body.replace(/\s+/g, " ").trim();
  if (line.length <= SNIPPET_LENGTH_MAX) return line;
  const room = SNIPPET_LENGTH_MAX - 2 * ELLIPSIS.length;
  const start = findBest(line, room, stems);
  const end = start + room >= line.length ? line.length : line.lastIndexOf(" ", start + room);
  const part = line.slice(start, end > start ? end : start + room).toWellFormed();
  return `${start > 0 ? ELLIPSIS : ""}${part}${start + part.length < line.length ? ELLIPSIS : ""}`;
}

/** Where the window begins; the first of equal ones. */
function findBest(line: string, room: number, stems: ReadonlySet<string>): number {
  let [best, bestCount] = [0, -1];
  for (let from = 0; from < line.length - room + STEP; from += STEP) {
    const start = Math.min(from === 0 ? 0 : line.indexOf(" ", from) + 1, line.length - room);
    const words = new Set(wordsOf(line.slice(start, start + room)).map(stem));
    const found = [...stems].filter((one) => words.has(one)).length;
    if (found > bestCount) [best, bestCount] = [start, found];
  }
  return best;
}
