import { type Hunk, listHunks } from "./hunks.ts";

/** A stretch that both sides agree about, or one that each has changed in another way. */
export type Part = { agreed: string[] } | Conflict;

export interface Conflict {
  base: string[];
  ours: string[];
  theirs: string[];
}

interface Sides {
  base: readonly string[];
  ours: readonly string[];
  theirs: readonly string[];
}

/**
 * Joins what two people made of the same text. A line that one of them changed is taken from them; changes that touch, or
 * stand side by side, are a conflict, unless both made the same.
 */
export function mergeLines({ base, ours, theirs }: Sides): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const group of groupHunks(listHunks(base, ours), listHunks(base, theirs))) {
    parts.push({ agreed: base.slice(at, group.at) }, toPart(group, { base, ours, theirs }));
    at = group.end;
  }
  parts.push({ agreed: base.slice(at) });
  return joinAgreed(parts);
}

/** Hunks of both sides that touch each other, and the stretch of the base from `at` to `end` that they are about. */
interface Group {
  at: number;
  end: number;
  ours: Hunk[];
  theirs: Hunk[];
}

function groupHunks(ours: readonly Hunk[], theirs: readonly Hunk[]): Group[] {
  const all = [
    ...ours.map((hunk) => ({ hunk, side: "ours" as const })),
    ...theirs.map((hunk) => ({ hunk, side: "theirs" as const })),
  ].sort((a, b) => a.hunk.at - b.hunk.at);
  const groups: Group[] = [];
  for (const { hunk, side } of all) {
    const last = groups.at(-1);
    const isApart = !last || hunk.at > last.end;
    const group = isApart ? { at: hunk.at, end: hunk.at, ours: [], theirs: [] } : last;
    if (isApart) groups.push(group);
    group[side].push(hunk);
    group.end = Math.max(group.end, hunk.at + hunk.removed);
  }
  return groups;
}

function toPart(group: Group, { base, ours, theirs }: Sides): Part {
  const mine = applied(group, group.ours, { base, other: ours });
  const yours = applied(group, group.theirs, { base, other: theirs });
  if (group.theirs.length === 0 || isSame(mine, yours)) return { agreed: mine };
  if (group.ours.length === 0) return { agreed: yours };
  return { base: base.slice(group.at, group.end), ours: mine, theirs: yours };
}

/** What one side made of the stretch of a group. */
function applied(
  { at, end }: Group,
  hunks: readonly Hunk[],
  { base, other }: { base: readonly string[]; other: readonly string[] },
): string[] {
  const lines: string[] = [];
  let from = at;
  for (const hunk of hunks) {
    lines.push(...base.slice(from, hunk.at), ...other.slice(hunk.to, hunk.to + hunk.added));
    from = hunk.at + hunk.removed;
  }
  return [...lines, ...base.slice(from, end)];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

function joinAgreed(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if ("agreed" in part && last && "agreed" in last) last.agreed.push(...part.agreed);
    else if (!("agreed" in part) || part.agreed.length > 0)
      joined.push("agreed" in part ? { agreed: [...part.agreed] } : part);
  }
  return joined;
}
