import { isQuestionLine } from "./sections.ts";

/** Paragraphs as they are kept: no line of them looks like a heading or like an empty section. */
export function toProse(text: string): string {
  const lines = text.toWellFormed().replaceAll("\0", "").replace(/\r\n?/g, "\n").split("\n");
  const kept = lines.filter((line) => !isQuestionLine(line)).map((line) => line.trimEnd());
  return kept
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A line that begins with a number sign would begin a section. */
export function escapeProse(text: string): string {
  return text.replace(/^(\\*)#/gm, "\\$1#");
}

export function unescapeProse(text: string): string {
  return text.replace(/^\\(\\*)#/gm, "$1#");
}
