import { ANSWERS } from "#domain/answer/question";
import type { Piece } from "#domain/answer/sentences";
import type { Passage } from "#domain/knowledge/passage";
import type { Answered, Source } from "./fields.ts";

/** A sentence, or a quote, with the passages that it rests on. */
export interface Rested {
  pieces: readonly Piece[];
  on: readonly Passage[];
}

/** Numbers the sources that are used, in the order in which they are. There are none that are not. */
export function compose(rested: readonly Rested[], now: Date): Pick<Answered, "sentences" | "sources"> {
  const numbers = new Map<string, number>();
  const sources: Source[] = [];
  function numberOf(passage: Passage): number {
    const key = `${passage.document.id}/${passage.heading}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = numbers.size + 1;
    numbers.set(key, number);
    sources.push(toSource(passage, number, now));
    return number;
  }
  const sentences = rested.map(({ pieces, on }) => ({
    pieces: pieces.map(({ text, isCode }) => ({ text, is_code: isCode })),
    rests_on: [...new Set(on.map(numberOf))],
  }));
  return { sentences, sources };
}

function toSource({ document, heading, anchor }: Passage, number: number, now: Date): Source {
  const { title, url, path, trust, syncedAt, source, meta } = document;
  // To the heading, unless the address has a place of its own.
  const link = url === null || anchor === null || url.includes("#") ? url : `${url}#${encodeURIComponent(anchor)}`;
  const reviewBy = source === ANSWERS && typeof meta?.["review_by"] === "string" ? meta["review_by"] : null;
  return {
    ...{ number, title, heading, url: link, path, trust, synced_at: syncedAt.toISOString() },
    review_by: reviewBy,
    is_overdue: reviewBy !== null && reviewBy < now.toISOString(),
  };
}
