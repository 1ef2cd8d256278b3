import type { Version } from "./version.ts";

/** What is known of how versions follow from each other. */
export type Parents = ReadonlyMap<string, readonly string[]>;

export function parentsOf(versions: readonly Pick<Version, "id" | "parents">[]): Parents {
  return new Map(versions.map(({ id, parents }) => [id, parents]));
}

/** Versions and all that they build on. */
export function ancestorsOf(parents: Parents, ...ids: string[]): Set<string> {
  const found = new Set<string>();
  const open = ids;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(parents.get(next) ?? []));
  }
  return found;
}

/**
 * The newest versions that two have in common: those that no other common one builds on. Mostly one; where branches were
 * joined crosswise, several; none where they have nothing in common.
 */
export function mergeBasesOf(parents: Parents, one: string, other: string): string[] {
  const mine = ancestorsOf(parents, one);
  const common = [...ancestorsOf(parents, other)].filter((id) => mine.has(id));
  const below = ancestorsOf(parents, ...common.flatMap((id) => parents.get(id) ?? []));
  return common.filter((id) => !below.has(id)).sort();
}
