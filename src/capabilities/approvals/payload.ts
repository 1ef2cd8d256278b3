// The rest of the library is not needed, and would have to be loaded at each start.
import { diffLines } from "diff/lib/diff/line.js";
import type { ViewNode } from "#lib/view";
import type { Part } from "./fields.ts";

/** A card shows so much; what is longer is decided in the dialog, which takes more, but not everything. */
const CARD_LENGTH_MAX = 2_000;
const DIALOG_LENGTH_MAX = 30_000;
const EDITS_MAX = 1_000;
/** Signs that nobody sees, but for tabs, line feeds and what joins the parts of an emoji. */
const UNSEEN = /(?![\t\n\u200d])[\p{Cc}\p{Cf}]/gu;

/** What will be sent, word for word; `isComplete` says whether all of it is there, so that it can be agreed to. */
export function describePayload(parts: readonly Part[], isWhole: boolean): { nodes: ViewNode[]; isComplete: boolean } {
  const texts = parts.map((part) => ({ label: part.label, text: toText(part) }));
  const lengthMax = isWhole ? DIALOG_LENGTH_MAX : CARD_LENGTH_MAX;
  const isComplete = texts.reduce((sum, { text }) => sum + text.length, 0) <= lengthMax;
  const share = Math.floor(lengthMax / Math.max(1, texts.length));
  const nodes = texts.flatMap(({ label, text }): ViewNode[] => [
    { type: "text", content: [{ bold: label }] },
    { type: "code", text: isComplete || text.length <= share ? text : `${text.slice(0, share)}…` },
  ]);
  return { nodes, isComplete };
}

/** Whether there is anything in it that only a card makes visible. */
export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}

/** What changes, line by line: `-` goes and `+` comes. */
function toDiff(before: string, after: string): string {
  const changes = diffLines(before, after, { maxEditLength: EDITS_MAX });
  if (!changes) return [...mark("-", before), ...mark("+", after)].join("\n");
  return changes.flatMap(({ added, removed, value }) => mark(added ? "+" : removed ? "-" : " ", value)).join("\n");
}

function mark(sign: string, text: string): string[] {
  if (text === "") return [];
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `${sign} ${line}`);
}

function toText({ text, before }: Part): string {
  const shown = before === undefined ? text : toDiff(before, text);
  return shown.toWellFormed().replace(UNSEEN, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`) || "(no text)";
}
