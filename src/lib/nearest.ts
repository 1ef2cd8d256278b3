/** Longer than any name of ours; what is typed beyond it decides nothing. */
const LENGTH_MAX = 60;
/** So many letters in a hundred may differ before a name is no suggestion any more. */
const DIFFERENT_MAX = 0.5;

/** The names that differ least from what was typed, the nearest first. */
export function rankNearest<T>(typed: string, things: readonly T[], namesOf: (thing: T) => readonly string[]): T[] {
  const asked = typed.toLowerCase().slice(0, LENGTH_MAX);
  const far = (thing: T) =>
    Math.min(...namesOf(thing).map((name) => editDistance(asked.slice(0, name.length + 2), name)));
  return things
    .map((thing) => ({ thing, far: far(thing) }))
    .sort((a, b) => a.far - b.far)
    .map(({ thing }) => thing);
}

/** The one name that was probably meant; undefined when none is near. */
export function findNearest(typed: string, names: readonly string[]): string | undefined {
  const [nearest] = rankNearest(typed, names, (name) => [name]);
  if (nearest === undefined) return undefined;
  const isNear = editDistance(typed.toLowerCase().slice(0, LENGTH_MAX), nearest) <= nearest.length * DIFFERENT_MAX;
  return isNear ? nearest : undefined;
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
