import type { KnownBlock } from "@slack/types";
import type { Piece } from "./blocks.ts";

export interface Room {
  blocks: number;
  text: number;
}

export interface Layout {
  sheets: KnownBlock[][];
  /** How many lines of the view found no place. */
  left: number;
}

/**
 * Lays pieces into as few sheets as they need, in their order and none over its room. When the last sheet has no room for
 * a piece, a smaller one after it may still find some, such as the note that says where all this comes from.
 */
export function layOut(pieces: readonly Piece[], room: Room, sheetsMax: number): Layout {
  const layout: Layout = { sheets: [[]], left: 0 };
  let free = room;
  for (const { blocks, lines } of pieces) {
    const size = { blocks: blocks.length, text: textLength(blocks) };
    const fits = !exceeds(size, free);
    if (exceeds(size, room) || (!fits && layout.sheets.length === sheetsMax)) {
      layout.left += lines;
      continue;
    }
    if (!fits) {
      layout.sheets.push([]);
      free = room;
    }
    layout.sheets.at(-1)?.push(...blocks);
    free = { blocks: free.blocks - size.blocks, text: free.text - size.text };
  }
  return layout;
}

function exceeds(size: Room, room: Room): boolean {
  return size.blocks > room.blocks || size.text > room.text;
}

/** How much Slack has to show: every text at any depth. */
function textLength(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === "text" && typeof inner === "string" ? inner.length : textLength(inner)),
    0,
  );
}
