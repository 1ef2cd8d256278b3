import type { Capability, Catalogue } from "#kernel/capability";

/** Everything can be asked for under this command, by its name. */
export const ROOT = "/adjutant";
const NEAREST_MAX = 3;

export interface Found {
  capability: Capability;
  /** What the person typed for it: "/adjutant teams save". */
  typed: string;
  /** What is left for its input. */
  words: string[];
}

/** The capability whose command or name the words begin with, and the longest of several. */
export function findCapability(catalogue: Catalogue, words: readonly string[]): Found | undefined {
  const typed = words.map((word) => word.toLowerCase());
  const best = listPaths(catalogue).find(({ path }) => path.every((word, index) => typed[index] === word));
  if (!best) return undefined;
  const { length } = best.path;
  return { capability: best.capability, typed: words.slice(0, length).join(" "), words: words.slice(length) };
}

interface Path {
  path: string[];
  capability: Capability;
}

const pathsByCatalogue = new WeakMap<Catalogue, Path[]>();

/** All paths to all capabilities, the longest first: put together once, because every command looks one up. */
function listPaths(catalogue: Catalogue): Path[] {
  const known = pathsByCatalogue.get(catalogue);
  if (known) return known;
  const paths = [...catalogue.values()]
    .flatMap((capability) => pathsOf(capability).map((path) => ({ path, capability })))
    .sort((a, b) => b.path.length - a.path.length);
  pathsByCatalogue.set(catalogue, paths);
  return paths;
}

/** What the person may have meant: the commands that differ least from the words. */
export function findNearest(catalogue: Catalogue, words: readonly string[]): string[] {
  const typed = words.join(" ").toLowerCase().slice(0, 60);
  return [...catalogue.values()]
    .map((capability) => ({ command: commandOf(capability), far: nearestOf(typed, capability) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAREST_MAX)
    .map(({ command }) => command);
}

export function commandOf({ command, name }: Capability): string {
  return command ?? `${ROOT} ${name}`;
}

/** `teams.save` is also "/adjutant teams save". */
function pathsOf({ command, name }: Capability): string[][] {
  const byName = [
    [ROOT, name],
    [ROOT, ...name.split(".")],
  ];
  return command ? [command.split(" "), ...byName] : byName;
}

function nearestOf(typed: string, capability: Capability): number {
  const names = pathsOf(capability).map((path) => path.join(" "));
  const bare = names.map((name) => name.replace(`${ROOT} `, "").replace("/", ""));
  const asked = typed.replace(`${ROOT} `, "").replace("/", "");
  return Math.min(...bare.map((name) => editDistance(asked.slice(0, name.length + 2), name)));
}

/** How many letters have to be put in, taken out or changed. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
