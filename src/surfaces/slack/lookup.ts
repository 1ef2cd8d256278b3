import type { Capability, Catalogue } from "#kernel/capability";
import { isNear, rankNearest } from "#lib/nearest";

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
  const paths = pathsOfAll(catalogue);
  const near = [typed.slice(0, 2), typed.slice(0, 1)].flatMap((start) => paths.get(start.join(" ")) ?? []);
  const best = near.find(({ path }) => path.every((word, index) => typed[index] === word));
  if (!best) return undefined;
  const { length } = best.path;
  return { capability: best.capability, typed: words.slice(0, length).join(" "), words: words.slice(length) };
}

interface Path {
  path: string[];
  capability: Capability;
}

const pathsByCatalogue = new WeakMap<Catalogue, Map<string, Path[]>>();

/** All paths to all capabilities by their first two words, the longest first: every command looks one up. */
function pathsOfAll(catalogue: Catalogue): Map<string, Path[]> {
  const known = pathsByCatalogue.get(catalogue);
  if (known) return known;
  const paths = [...catalogue.values()]
    .flatMap((capability) => pathsOf(capability).map((path) => ({ path, capability })))
    .sort((a, b) => b.path.length - a.path.length);
  const byStart = Map.groupBy(paths, ({ path }) => path.slice(0, 2).join(" "));
  pathsByCatalogue.set(catalogue, byStart);
  return byStart;
}

/** What the person may have meant: the commands that differ least from the words; none where all are far. */
export function findNearest(catalogue: Catalogue, words: readonly string[]): string[] {
  const typed = toBare(words.join(" ").toLowerCase());
  const namesOf = (capability: Capability) => pathsOf(capability).map((path) => toBare(path.join(" ")));
  return rankNearest(typed, [...catalogue.values()], namesOf)
    .filter((capability) => namesOf(capability).some((name) => isNear(typed, name)))
    .slice(0, NEAREST_MAX)
    .map(commandOf);
}

/** "/adjutant teams save" → "teams save". */
function toBare(typed: string): string {
  return typed.replace(`${ROOT} `, "").replace("/", "");
}

export function commandOf({ command, name }: Capability): string {
  return command ?? `${ROOT} ${name}`;
}

/** `teams.save` is also "/adjutant teams save", and "/teams save" where there is such a command. */
function pathsOf({ command, name }: Capability): string[][] {
  const byName = [
    [ROOT, name],
    [ROOT, ...name.split(".")],
  ];
  const [area = "", ...verb] = name.split(".");
  const own = command ? [command.split(" ")] : [];
  return [...own, ...byName, ...(verb.length > 0 ? [[`/${area}`, ...verb]] : [])];
}
