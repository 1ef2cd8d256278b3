/** Longer than any name of ours; what is typed beyond it decides nothing. */
const LENGTH_MAX = 60;
/** One letter in so many may differ before a name is no suggestion any more. */
const LETTERS_PER_SLIP = 3;

/** The names that differ least from what was typed, the nearest first. */
export function rankNearest<T>(typed: string, things: readonly T[], namesOf: (thing: T) => readonly string[]): T[] {
  const far = (thing: T) => Math.min(...namesOf(thing).map((name) => distance(typed, name)));
  return things
    .map((thing) => ({ thing, far: far(thing) }))
    .sort((a, b) => a.far - b.far)
    .map(({ thing }) => thing);
}

/** Whether a name was probably meant: it begins like what was typed, but for a slip or two. */
export function isNear(typed: string, name: string): boolean {
  return distance(typed, name) <= Math.ceil(name.length / LETTERS_PER_SLIP);
}

/** The one name that was probably meant; undefined when none is near. */
export function findNearest(typed: string, names: readonly string[]): string | undefined {
  const [nearest] = rankNearest(typed, names, (name) => [name]);
  return nearest !== undefined && isNear(typed, nearest) ? nearest : undefined;
}

/** Of what was typed, what stands behind a name may be its words. */
function distance(typed: string, name: string): number {
  return editDistance(typed.toLowerCase().slice(0, Math.min(LENGTH_MAX, name.length + 2)), name);
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
