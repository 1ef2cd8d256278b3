/** A line that opens or closes a block of code: what stands between two of them is code. */
const FENCE = /^[ \t]{0,3}(?:```|~~~)[^\n]*$/m;
const BARE_FENCE = /^[ \t]{0,3}(?:```|~~~)[ \t]*$/m;

/** A piece of a text that is shown whole or not at all: a sentence, a line of a list, a block of code. */
export interface Piece {
  text: string;
  isCode: boolean;
}

/** Cuts a passage of Markdown at its sentences, lines and blocks of code. */
export function piecesOf(body: string): Piece[] {
  const parts = body.split(FENCE);
  const first = beginsInCode(body, parts.length) ? 0 : 1;
  return parts.flatMap((part, index) => (index % 2 === first ? toCode(part) : toSentences(part)));
}

/** A passage may begin in the middle of a block: the first fence of those that do not pair up says no language then. */
function beginsInCode(body: string, parts: number): boolean {
  return parts % 2 === 0 && body.search(FENCE) === body.search(BARE_FENCE);
}

function toCode(part: string): Piece[] {
  const text = part.replace(/^\n|\n$/g, "");
  return text.trim() === "" ? [] : [{ text, isCode: true }];
}

function toSentences(part: string): Piece[] {
  return part.split("\n").flatMap((line) => sentencesOf(line).map((text) => ({ text, isCode: false })));
}

function sentencesOf(line: string): string[] {
  return plain(readRow(line))
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}"“(])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}|\p{N}/u.test(sentence));
}

/** The cells of a row of a table in one line; nothing of the line below its head. What is no row stays as it is. */
export function readRow(line: string): string {
  if (!line.trimStart().startsWith("|")) return line;
  const cells = line.split("|").map((cell) => cell.trim());
  return cells.every((cell) => /^:?-*:?$/.test(cell)) ? "" : cells.filter((cell) => cell !== "").join(" · ");
}

/** Without the marks of Markdown, with the words of its links. */
function plain(text: string): string {
  return text
    .replace(/!\[[^\]]{0,500}\]\([^)]{0,2000}\)/g, "")
    .replace(/\[([^\]]{1,500})\]\([^)]{0,2000}\)/g, "$1")
    .replace(/<[^<>]{1,200}>/g, " ")
    .replace(/^[\s>#*+-]+(?=\S)/, "")
    .replace(/[*`]{1,3}|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}
