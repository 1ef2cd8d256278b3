import { type Hunk, listHunks } from "./hunks.ts";
import { toLines } from "./lines.ts";
import { listSections, type Section, sectionAt } from "./sections.ts";

/** Lines around a change that show where it is. */
const AROUND = 2;

export interface ChangedLine {
  sign: "+" | "-" | " ";
  text: string;
}

/** What changed under one heading. */
export interface SectionChange {
  heading: string | null;
  /** Whether the heading itself came or went. */
  fate: "added" | "removed" | "changed";
  added: number;
  removed: number;
  lines: ChangedLine[];
}

/**
 * What turns one text into another, section by section in the order of the newer text. A change is told of under the
 * heading below which it stands; lines that went stand where they were.
 */
export function listChanges(before: string, after: string): SectionChange[] {
  const old = { lines: toLines(before), sections: listSections(toLines(before)) };
  const now = { lines: toLines(after), sections: listSections(toLines(after)) };
  const changes: SectionChange[] = [];
  let shown = 0;
  for (const hunk of listHunks(old.lines, now.lines)) {
    const section = placeOf(hunk, old, now);
    const last = changes.at(-1);
    const change = last?.heading === section.heading ? last : { ...section, added: 0, removed: 0, lines: [] };
    if (change !== last) changes.push(change);
    addHunk(change, { hunk, old, now, shown });
    shown = hunk.to + hunk.added + AROUND;
  }
  return changes.map((change) => ({ ...change, fate: fateOf(change) }));
}

interface Side {
  lines: string[];
  sections: Section[];
}

function placeOf({ at, to, added }: Hunk, old: Side, now: Side): Pick<SectionChange, "heading" | "fate"> {
  const section = added > 0 ? sectionAt(now.sections, to) : sectionAt(old.sections, at);
  return { heading: section?.heading ?? null, fate: "changed" };
}

interface Adding {
  hunk: Hunk;
  old: Side;
  now: Side;
  /** The lines of the newer text below this one are shown already. */
  shown: number;
}

function addHunk(change: SectionChange, { hunk, old, now, shown }: Adding): void {
  const { at, removed, to, added } = hunk;
  const start = change.lines.length === 0 ? to - AROUND : Math.max(to - AROUND, shown - AROUND);
  change.lines.push(
    ...mark(" ", now.lines.slice(Math.max(0, start), to)),
    ...mark("-", old.lines.slice(at, at + removed)),
    ...mark("+", now.lines.slice(to, to + added)),
  );
  change.added += added;
  change.removed += removed;
}

function mark(sign: ChangedLine["sign"], lines: readonly string[]): ChangedLine[] {
  return lines.map((text) => ({ sign, text }));
}

/** A section is new, or gone, where its heading is. */
function fateOf({ heading, lines, fate }: SectionChange): SectionChange["fate"] {
  if (heading === null) return fate;
  const signs = new Set(
    lines.filter(({ text }) => listSections([text])[0]?.heading === heading).map(({ sign }) => sign),
  );
  if (signs.size !== 1) return fate;
  if (signs.has("+")) return "added";
  return signs.has("-") ? "removed" : fate;
}

/** One sentence for each section that changed. */
export function describeChange({ heading, fate, added, removed }: SectionChange): string {
  const where = heading === null ? "The beginning" : `“${heading}”`;
  const counts = [count(added, "came"), count(removed, "went")].filter((words) => words !== "").join(", ");
  return `${where} ${fate === "changed" ? "changed" : `was ${fate}`}: ${counts}.`;
}

function count(lines: number, verb: string): string {
  if (lines === 0) return "";
  return lines === 1 ? `1 line ${verb}` : `${lines} lines ${verb}`;
}
