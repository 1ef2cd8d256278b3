/** A line that opens or closes a block of code: what stands between two of them is code. */
const FENCE = /^[ \t]{0,3}(?:```|~~~)[^\n]*$/m;

/** A piece of a text that is shown whole or not at all: a sentence, a line of a list, a block of code. */
export interface Piece {
  text: string;
  isCode: boolean;
}

/** Cuts a passage of Markdown at its sentences, lines and blocks of code. */
export function piecesOf(body: string): Piece[] {
  return body.split(FENCE).flatMap((part, index) => (index % 2 === 1 ? toCode(part) : toSentences(part)));
}

function toCode(part: string): Piece[] {
  const text = part.replace(/^\n|\n$/g, "");
  return text.trim() === "" ? [] : [{ text, isCode: true }];
}

function toSentences(part: string): Piece[] {
  return part.split("\n").flatMap((line) => sentencesOf(line).map((text) => ({ text, isCode: false })));
}

function sentencesOf(line: string): string[] {
  return plain(line)
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}"“(])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}|\p{N}/u.test(sentence));
}

/** Without the marks of Markdown, with the words of its links. */
function plain(text: string): string {
  return text
    .replace(/!\[[^\]]{0,500}\]\([^)]{0,2000}\)/g, "")
    .replace(/\[([^\]]{1,500})\]\([^)]{0,2000}\)/g, "$1")
    .replace(/<[^<>]{1,200}>/g, " ")
    .replace(/^[\s>#*+-]+(?=\S)/, "")
    .replace(/[*_`]{1,3}/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
