import { toLines, toText } from "./lines.ts";
import type { Conflict, Part } from "./merge.ts";
import { listSections } from "./sections.ts";

/** A conflict as people are told of it. */
export interface NamedConflict {
  /** Counted from 1. */
  number: number;
  /** The nearest heading above it. */
  heading: string | null;
  base: string;
  ours: string;
  theirs: string;
}

const isConflict = (part: Part): part is Conflict => !("agreed" in part);

/** What two sides disagree about, each named by the nearest heading above it as our side has it. */
export function nameConflicts(parts: readonly Part[]): NamedConflict[] {
  const above: string[] = [];
  const named: NamedConflict[] = [];
  for (const part of parts) {
    if (isConflict(part)) {
      const [base = "", ours = "", theirs = ""] = [part.base, part.ours, part.theirs].map((lines) => lines.join("\n"));
      named.push({ number: named.length + 1, heading: headingOver(above, part), base, ours, theirs });
    }
    above.push(...(isConflict(part) ? part.ours : part.agreed));
  }
  return named;
}

/** A conflict about a heading itself is named by it. */
function headingOver(above: readonly string[], { ours }: Conflict): string | null {
  const heads = ours[0]?.startsWith("#") ? [...above, ours[0]] : above;
  return listSections(heads).at(-1)?.heading ?? null;
}

/** The text in which each conflict is settled by what is chosen for it, by its number. */
export function settleConflicts(parts: readonly Part[], choose: (conflict: NamedConflict) => string): string {
  const conflicts = nameConflicts(parts);
  let next = 0;
  const lines = parts.flatMap((part) => {
    if (!isConflict(part)) return part.agreed;
    const conflict = conflicts[next++];
    return conflict ? toLines(choose(conflict)) : [];
  });
  return toText(lines);
}

/** Our lines, then theirs: nothing is lost of either. */
export function keepBoth({ ours, theirs }: Pick<NamedConflict, "ours" | "theirs">): string {
  return [ours, theirs].filter((text) => text !== "").join("\n");
}

const MARKS = { ours: "<<<<<<< ours", between: "=======", theirs: ">>>>>>> theirs" };

/** Undefined where nothing is left to settle. */
export function cleanTextOf(parts: readonly Part[]): string | undefined {
  return parts.some(isConflict) ? undefined : settleConflicts(parts, keepBoth);
}

/** The text with each conflict marked as Git marks it, to be settled in an editor. */
export function markConflicts(parts: readonly Part[]): string {
  const lines = parts.flatMap((part) =>
    isConflict(part) ? [MARKS.ours, ...part.ours, MARKS.between, ...part.theirs, MARKS.theirs] : part.agreed,
  );
  return toText(lines);
}

/** Whether there are marks left that somebody forgot to settle. */
export function hasMarks(text: string): boolean {
  const lines = new Set(toLines(text));
  return lines.has(MARKS.ours) || lines.has(MARKS.theirs);
}
