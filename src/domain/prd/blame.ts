import { ancestorsOf, parentsOf } from "./history.ts";
import { listHunks } from "./hunks.ts";
import { toLines } from "./lines.ts";
import type { Version } from "./version.ts";

/** A line, and the version that wrote it. */
export interface Blamed {
  line: string;
  version: string;
}

/** A line of the newest version, and where it stands in the version that is looked at. */
interface Open {
  /** In the newest version. */
  index: number;
  /** In this one. */
  at: number;
}

/**
 * Credits each line to the version that brought it in. A line that stood in a parent is the parent's; of several parents
 * that have it, the first one's. `versions` are all that the newest builds on.
 */
export function blame(versions: ReadonlyMap<string, Version>, newest: string): Blamed[] {
  const head = requireVersion(versions, newest);
  const texts = new Map<string, string[]>();
  const linesOf = ({ id, text }: Version) => texts.get(id) ?? remember(texts, id, toLines(text));
  const blamed = linesOf(head).map((line) => ({ line, version: newest }));
  const open = new Map<string, Open[]>([[newest, blamed.map((_line, index) => ({ index, at: index }))]]);
  for (const version of newestFirst(versions, newest)) {
    let mine = open.get(version.id) ?? [];
    for (const id of version.parents) {
      const parent = requireVersion(versions, id);
      const { passed, kept } = pass(mine, linesOf(parent), linesOf(version));
      open.set(id, [...(open.get(id) ?? []), ...passed]);
      mine = kept;
    }
    for (const { index } of mine) blamed[index] = { line: blamed[index]?.line ?? "", version: version.id };
  }
  return blamed;
}

function remember(texts: Map<string, string[]>, id: string, lines: string[]): string[] {
  texts.set(id, lines);
  return lines;
}

function requireVersion(versions: ReadonlyMap<string, Version>, id: string): Version {
  const version = versions.get(id);
  if (!version) throw new Error(`The version ${id} is missing from the history.`);
  return version;
}

/** The lines that stood in the parent already, where they stood there; and those that did not. */
function pass(mine: readonly Open[], before: readonly string[], after: readonly string[]) {
  const places = listPlaces(before, after);
  const passed: Open[] = [];
  const kept: Open[] = [];
  for (const line of mine) {
    const at = places[line.at] ?? -1;
    if (at >= 0) passed.push({ index: line.index, at });
    else kept.push(line);
  }
  return { passed, kept };
}

/** Of each line of a text, where it stood in an earlier one; -1 for one that did not. */
function listPlaces(before: readonly string[], after: readonly string[]): number[] {
  const places: number[] = [];
  let shift = 0;
  let from = 0;
  for (const { to, added, removed } of [...listHunks(before, after), { to: after.length, added: 0, removed: 0 }]) {
    for (let line = from; line < to; line++) places.push(line + shift);
    for (let line = 0; line < added; line++) places.push(-1);
    shift += removed - added;
    from = to + added;
  }
  return places;
}

/** Every version that the newest builds on, each before those it builds on itself. */
function newestFirst(versions: ReadonlyMap<string, Version>, newest: string): Version[] {
  const waiting = countChildren(versions, newest);
  const sorted: Version[] = [];
  const ready = [newest];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const version = requireVersion(versions, id);
    sorted.push(version);
    for (const parent of version.parents) {
      const left = (waiting.get(parent) ?? 0) - 1;
      waiting.set(parent, left);
      if (left === 0) ready.push(parent);
    }
  }
  return sorted;
}

/** How many versions, of those that the newest builds on, build on each themselves. */
function countChildren(versions: ReadonlyMap<string, Version>, newest: string): Map<string, number> {
  const parents = parentsOf([...versions.values()]);
  const children = new Map<string, number>();
  for (const id of ancestorsOf(parents, newest)) {
    for (const parent of parents.get(id) ?? []) children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  return children;
}
