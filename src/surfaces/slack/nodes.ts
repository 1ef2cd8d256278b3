import type { KnownBlock } from "@slack/types";
import type { Inline, ViewNode } from "#lib/view";
import { actions, header, type Page, type Piece, smallPrint, toPiece } from "./blocks.ts";
import { renderChart } from "./chart.ts";
import { renderFigures } from "./figures.ts";
import { renderFields } from "./inputs.ts";
import { renderItems } from "./items.ts";
import { LIMITS } from "./limits.ts";
import { safeUrl, toElements, toPlain, toRichText, toSection, wordsOf } from "./rich-text.ts";
import { renderTable } from "./table.ts";
import { clampEscaped, clean, escapeText, isInert } from "./text.ts";

/** One node of a view as blocks of Slack. Whatever it holds, the blocks are within Slack's limits. */
export function renderNode(page: Page, node: ViewNode): Piece[] {
  switch (node.type) {
    case "header":
      return [toPiece(header(node.text))];
    case "text":
      return renderText(node.content);
    case "figures":
      return renderFigures(page, node.figures);
    case "items":
      return renderItems(page, node);
    case "table":
      return renderTable(page, node);
    case "chart":
      return renderChart(page, node);
    case "note":
      return node.content.length > 0 ? [toPiece(renderNote(node.content))] : [];
    case "buttons":
      return actions(page, node.buttons).map((row) => toPiece(row));
    case "code":
      return renderCode(node.text);
    case "form":
      return page.surface === "modal" ? renderFields(node.fields) : [];
    case "divider":
      return [toPiece({ type: "divider" })];
  }
}

function renderText(content: readonly Inline[]): Piece[] {
  return toElements(content).length > 0 ? [toPiece(toRichText(toSection(content)))] : [];
}

/** As much as there is, in stretches of a length that Slack takes. */
function renderCode(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length; start += LIMITS.richText) {
    const stretch = clean(text.slice(start, start + LIMITS.richText));
    pieces.push(
      toPiece({
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: stretch || " " }] }],
      }),
    );
  }
  return pieces;
}

/** Small print is plain text; with links it is mrkdwn as long as every word in it is harmless there, else rich text. */
function renderNote(content: readonly Inline[]): KnownBlock {
  if (content.every((inline) => typeof inline === "string")) return smallPrint(toPlain(content));
  const text = content.map(toMrkdwn).join("");
  const isHarmless = content.every(isHarmlessInMrkdwn) && text.trim() !== "";
  if (!isHarmless || text.length > LIMITS.contextText) return toRichText(toSection(content));
  return { type: "context", elements: [{ type: "mrkdwn", text, verbatim: true }] };
}

function isHarmlessInMrkdwn(inline: Inline): boolean {
  const isCode = typeof inline === "object" && "code" in inline;
  return isCode ? /^[^`\n]+$/.test(inline.code) && inline.code.trim() !== "" : isInert(wordsOf(inline));
}

function toMrkdwn(inline: Inline): string {
  const words = clampEscaped(wordsOf(inline), LIMITS.contextText);
  if (typeof inline === "string" || words.trim() === "") return words;
  if ("bold" in inline) return `*${words}*`;
  if ("code" in inline) return `\`${words}\``;
  const url = "link" in inline ? safeUrl(inline.link, inline.label) : undefined;
  return url ? `<${escapeText(url)}|${words}>` : words;
}
