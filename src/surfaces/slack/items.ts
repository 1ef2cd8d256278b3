import type { RichTextSection } from "@slack/types";
import type { Inline, Item, ViewNode } from "#lib/view";
import { actions, type Page, type Piece, smallPrint, toPiece } from "./blocks.ts";
import { SHOWN } from "./limits.ts";
import { toPlain, toRichText, toSection } from "./rich-text.ts";

/** Of items without buttons, so many share a block. */
const BULLETS_PER_BLOCK = 10;

type Items = Extract<ViewNode, { type: "items" }>;

/** Items one below the other: each with its buttons, or as a list of bullets where there are none. */
export function renderItems(page: Page, { title, items, more = 0 }: Items): Piece[] {
  const shown = page.surface === "message" ? items.slice(0, SHOWN.items) : items;
  const hidden = more + items.length - shown.length;
  const pieces = [
    ...(title ? [toPiece(toRichText(toSection([{ bold: title }], SHOWN.itemText)))] : []),
    ...(shown.some(({ buttons }) => buttons?.length)
      ? shown.map((item) => renderItem(page, item))
      : renderBullets(shown)),
    ...(hidden > 0 ? [toPiece(smallPrint(`and ${hidden} more`))] : []),
  ];
  return keepTitleWithFirst(pieces, title !== undefined && pieces.length > 1);
}

function renderItem(page: Page, { content, detail, buttons = [] }: Item): Piece {
  return toPiece(
    toRichText(toSection(content, SHOWN.itemText)),
    ...(detail?.length ? renderDetail(detail) : []),
    ...actions(page, buttons, toPlain(content)),
  );
}

/** Small and grey if it is only words; with a link in it, it has to be rich text. */
function renderDetail(detail: readonly Inline[]) {
  const isWords = detail.every((inline) => typeof inline === "string");
  return [isWords ? smallPrint(toPlain(detail)) : toRichText(toSection(detail, SHOWN.itemText))];
}

function renderBullets(items: readonly Item[]): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < items.length; start += BULLETS_PER_BLOCK) {
    const some = items.slice(start, start + BULLETS_PER_BLOCK);
    const elements = some.map(toBullet);
    pieces.push({
      blocks: [{ type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements }] }],
      lines: some.length,
    });
  }
  return pieces;
}

function toBullet({ content, detail }: Item): RichTextSection {
  return toSection(detail?.length ? [...content, "\n", ...detail] : content, SHOWN.itemText);
}

/** A title at the foot of one message and its items in the next would help nobody. */
function keepTitleWithFirst(pieces: Piece[], hasTitle: boolean): Piece[] {
  const [title, first, ...rest] = pieces;
  if (!hasTitle || !title || !first) return pieces;
  return [{ blocks: [...title.blocks, ...first.blocks], lines: first.lines }, ...rest];
}
