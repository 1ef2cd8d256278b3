import type { Anchors, Format } from "./document.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { createSlugs } from "./slugs.ts";

const HEADING_PATH_MAX = 300;
const HEADING_MAX = 200;

/** What stands under one heading, or before the first. */
export interface Section {
  /** "A > B > C". */
  heading: string;
  anchor: string | null;
  /** Where its text begins, from 1. */
  firstLine: number;
  text: string;
}

export interface Outline {
  /** By front matter, or else by the first heading of the highest rank. */
  title: string | undefined;
  sections: Section[];
}

/** Cuts a text at its headings. Of a section without text the heading itself is the text, unless others stand under it. */
export function outline(text: string, format: Format, anchors?: Anchors): Outline {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  if (format === "plain") return { title: undefined, sections: keepFilled([whole(lines)]) };
  const { title, skipped } = splitFrontMatter(lines);
  const headings = findHeadings(lines, skipped);
  return {
    title: title ?? headings.find(({ level }) => level === 1)?.text,
    sections: cut(lines, { skipped, anchors, headings }),
  };
}

interface Heading {
  level: number;
  text: string;
  /** The line it begins on, and the first one after it, from 0. */
  line: number;
  end: number;
}

function whole(lines: string[]): Section {
  return { heading: "", anchor: null, firstLine: 1, text: lines.join("\n") };
}

interface Frame {
  /** Lines of front matter. */
  skipped: number;
  anchors: Anchors | undefined;
  headings: Heading[];
}

function cut(lines: string[], { skipped, anchors, headings }: Frame): Section[] {
  const before = lines.slice(skipped, headings[0]?.line);
  const sections = [{ heading: "", anchor: null, firstLine: skipped + 1, text: before.join("\n") } as Section];
  const slugOf = createSlugs(anchors);
  let path: Heading[] = [];
  for (const [index, heading] of headings.entries()) {
    path = [...path.filter(({ level }) => level < heading.level), heading];
    const next = headings[index + 1];
    const text = lines.slice(heading.end, next?.line).join("\n");
    const isLeaf = !next || next.level <= heading.level;
    sections.push({
      heading: joinPath(path),
      anchor: slugOf(heading.text) || null,
      firstLine: (text.trim() === "" ? heading.line : heading.end) + 1,
      text: text.trim() === "" && isLeaf ? heading.text : text,
    });
  }
  return keepFilled(sections);
}

function joinPath(path: readonly Heading[]): string {
  return path
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join(" > ")
    .slice(0, HEADING_PATH_MAX);
}

function keepFilled(sections: Section[]): Section[] {
  return sections.filter(({ text }) => text.trim() !== "");
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const SETEXT = /^ {0,3}(=+|-{2,})[ \t]*$/;
/** What a line beneath which dashes stand must not be, to be a heading: a list, a quote, a table, a rule. */
const NO_HEADING = /^\s*(?:[-*+>|#]|\d+[.)]\s|={3,})|\|/;

function findHeadings(lines: string[], from: number): Heading[] {
  const headings: Heading[] = [];
  let fence: string | undefined;
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] ?? "";
    fence = nextFence(fence, line);
    const heading = fence === undefined ? (readAtx(line, index) ?? readSetext(lines, index)) : undefined;
    if (heading) headings.push(heading);
  }
  return headings;
}

/** The fence that is open after this line; it closes by as many of its signs with nothing behind them. */
function nextFence(open: string | undefined, line: string): string | undefined {
  const [, mark] = FENCE.exec(line) ?? [];
  if (!mark) return open;
  if (open === undefined) return mark;
  const closes = mark[0] === open[0] && mark.length >= open.length && line.trim() === mark;
  return closes ? undefined : open;
}

function readAtx(line: string, index: number): Heading | undefined {
  const [, marks, text = ""] = ATX.exec(line) ?? [];
  if (!marks) return undefined;
  return { level: marks.length, text: toPlain(text.replace(/(?:^|[ \t])#+[ \t]*$/, "")), line: index, end: index + 1 };
}

/** One line of text, alone, with a line of = or - beneath it. */
function readSetext(lines: string[], index: number): Heading | undefined {
  const [line = "", under = ""] = lines.slice(index, index + 2);
  const [, marks] = SETEXT.exec(under) ?? [];
  const isAlone = index === 0 || (lines[index - 1] ?? "").trim() === "";
  if (!marks || !isAlone || line.trim() === "" || NO_HEADING.test(line)) return undefined;
  return { level: marks.startsWith("=") ? 1 : 2, text: toPlain(line), line: index, end: index + 2 };
}

/** The words of a heading without marks, tags and addresses. */
function toPlain(heading: string): string {
  return heading
    .slice(0, HEADING_MAX * 2)
    .replace(/<[^<>]*>/g, "")
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, "$1")
    .replace(/[`*]|~~/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, HEADING_MAX);
}
