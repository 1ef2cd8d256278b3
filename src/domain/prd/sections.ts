import { toLines } from "./lines.ts";

/** A heading with the lines below it, up to the next heading of whatever level; or what stands before the first. */
export interface Section {
  /** Null for what stands before the first heading. */
  heading: string | null;
  level: number;
  /** Of its lines in the text, the heading's own first; `to` excluded. */
  from: number;
  to: number;
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The sections of a text, which together are all of its lines. */
export function listSections(lines: readonly string[]): Section[] {
  if (lines.length === 0) return [];
  const heads = readHeads(lines);
  const first = heads[0]?.from === 0 ? [] : [{ heading: null, level: 0, from: 0 }];
  const all = [...first, ...heads];
  return all.map((head, index) => ({ ...head, to: all[index + 1]?.from ?? lines.length }));
}

/** What looks like a heading inside of code is none. */
function readHeads(lines: readonly string[]): Omit<Section, "to">[] {
  const heads: Omit<Section, "to">[] = [];
  let fence: string | undefined;
  for (const [from, line] of lines.entries()) {
    const [, sign = ""] = FENCE.exec(line) ?? [];
    const [, marks = "", heading = ""] = fence === undefined ? (HEADING.exec(line) ?? []) : [];
    fence = nextFence(fence, sign);
    if (marks !== "") heads.push({ heading, level: marks.length, from });
  }
  return heads;
}

/** A fence is closed by one of the same sign that is at least as long. */
function nextFence(open: string | undefined, sign: string): string | undefined {
  if (sign === "") return open;
  if (open === undefined) return sign;
  return sign.startsWith(open) ? undefined : open;
}

/** The section in which a line stands; of a line behind the last, the last. */
export function sectionAt(sections: readonly Section[], line: number): Section | undefined {
  return sections.find(({ from, to }) => line >= from && line < to) ?? sections.at(-1);
}

/** A stretch of a text that is edited at once. */
export interface Piece extends Section {
  /** Of so many into which its section is cut, this one; both 1 where it is whole. */
  part: number;
  parts: number;
  text: string;
}

/** Cuts a text into stretches of at most so many characters, between lines; a longer line is a stretch of its own. */
export function listPieces(text: string, charsMax: number): Piece[] {
  const lines = toLines(text);
  return listSections(lines).flatMap((section) => {
    const cuts = cutLines(lines, section, charsMax);
    return cuts.map(({ from, to }, index) => ({
      ...{ ...section, from, to, part: index + 1, parts: cuts.length },
      text: lines.slice(from, to).join("\n"),
    }));
  });
}

function cutLines(lines: readonly string[], { from, to }: Section, charsMax: number): { from: number; to: number }[] {
  const cuts: { from: number; to: number }[] = [];
  let start = from;
  let size = 0;
  for (let index = from; index < to; index++) {
    const length = (lines[index]?.length ?? 0) + 1;
    if (size + length > charsMax && index > start) {
      cuts.push({ from: start, to: index });
      start = index;
      size = 0;
    }
    size += length;
  }
  return [...cuts, { from: start, to }];
}
