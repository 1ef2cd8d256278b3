import { type Anchors, CHUNKS_MAX, type Chunk, type Format, TITLE_LENGTH_MAX } from "./document.ts";
import { outline, type Section } from "./sections.ts";

export interface Cutting {
  /** Characters of a piece; 0 or less: nothing is cut. */
  size: number;
  /** Characters that a piece has in common with the one before it. */
  overlap: number;
}

export const DEFAULT_CUTTING: Cutting = { size: 800, overlap: 100 };
/** A section that is only a little longer than a piece stays whole. */
const WHOLE = 1.25;
/** No piece is shorter than this share of the size, and no overlap longer than that one. */
const SHORTEST = 0.5;
const OVERLAP_MAX = 0.25;

export interface Cut {
  title: string;
  chunks: Chunk[];
  /** Whether it has more than is taken. */
  isTruncated: boolean;
}

interface Text {
  text: string;
  format: Format;
  anchors?: Anchors | undefined;
  title?: string | undefined;
  path?: string | null | undefined;
  uri: string;
}

/** Cuts a document into the pieces that are found and quoted. */
export function chunk(
  { text, format, anchors, title, path, uri }: Text,
  { size, overlap }: Cutting = DEFAULT_CUTTING,
): Cut {
  const { title: own, sections } = outline(text, size > 0 ? format : "plain", anchors);
  const chunks = sections.flatMap((section) => cutSection(section, size, Math.min(overlap, size * OVERLAP_MAX)));
  return {
    title: (own ?? (title || path || uri)).slice(0, TITLE_LENGTH_MAX),
    chunks: chunks.slice(0, CHUNKS_MAX).map((piece, ordinal) => ({ ordinal, ...piece })),
    isTruncated: chunks.length > CHUNKS_MAX,
  };
}

/** What is searched: a piece with the words under which it stands. */
export function indexedText(title: string, { heading, body }: Pick<Chunk, "heading" | "body">): string {
  return `${heading === "" || heading === title ? title : `${title} > ${heading}`}\n${body}`;
}

function cutSection({ heading, anchor, firstLine, text }: Section, size: number, overlap: number) {
  const spans = size > 0 && text.length > size * WHOLE ? cutText(text, size, Math.max(0, overlap)) : [[0, text.length]];
  const lineAt = createLineCount(text, firstLine);
  return spans.flatMap(([start = 0, end = 0]) => {
    const whole = text.slice(start, end);
    const body = whole.trim();
    const from = start + whole.length - whole.trimStart().length;
    const lines = { firstLine: lineAt(from), lastLine: lineAt(from + body.length) };
    return body === "" ? [] : [{ heading, anchor, ...lines, body }];
  });
}

/** From where to where each piece goes: together they are all of the text. */
function cutText(text: string, size: number, overlap: number): [number, number][] {
  const spans: [number, number][] = [];
  let start = 0;
  while (text.length - start > size) {
    const end = findCut(text, start, size);
    spans.push([start, end]);
    start = Math.max(start + 1, stepBack(text, end, overlap));
  }
  spans.push([start, text.length]);
  return spans;
}

/** At the last blank line, or else the last line, or else the last word that the size has room for. */
function findCut(text: string, start: number, size: number): number {
  const earliest = start + Math.ceil(size * SHORTEST);
  const latest = start + size;
  for (const gap of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(gap, latest - gap.length);
    if (at >= earliest) return at + gap.length;
  }
  return keepPair(text, start, latest);
}

/** Where the next piece begins: with a word, and not further back than the overlap. */
function stepBack(text: string, end: number, overlap: number): number {
  if (overlap === 0) return end;
  const from = Math.ceil(end - overlap);
  const gap = text.slice(from, end).search(/\s/);
  return gap === -1 ? end : from + gap + 1;
}

/** Half of a character is none. */
function keepPair(text: string, start: number, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0xdc_00 || code > 0xdf_ff) return at;
  return at - 1 > start ? at - 1 : at + 1;
}

/** Counts the lines up to places that are asked for in their order, or nearly so. */
function createLineCount(text: string, firstLine: number) {
  let line = firstLine;
  let counted = 0;
  return function lineAt(offset: number): number {
    if (offset < counted) [line, counted] = [firstLine, 0];
    for (let next = text.indexOf("\n", counted); next !== -1 && next < offset; next = text.indexOf("\n", counted)) {
      line++;
      counted = next + 1;
    }
    return line;
  };
}
