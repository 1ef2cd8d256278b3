import { listPieces, type Piece } from "#domain/prd/sections";

/** A field of Slack takes 3,000 characters; the rest is room to write. */
const CHARS_MAX = 2_400;

/** The stretches of a text that are edited one at a time. They follow from the text alone. */
export function listEditable(text: string): Piece[] {
  return listPieces(text, CHARS_MAX);
}

/** What a stretch of a text is called: by its heading, and which part of it where it is cut. */
export function titleOf({ heading, part, parts }: Pick<Piece, "heading" | "part" | "parts">): string {
  return `${heading ?? "The beginning"}${parts > 1 ? ` (${part} of ${parts})` : ""}`;
}
