// The rest of the library is not needed, and would have to be loaded at each start.
import { diffArrays } from "diff/lib/diff/array.js";
import { slide } from "./slide.ts";

/** `removed` lines from `at` on in the one text are `added` lines from `to` on in the other. */
export interface Hunk {
  at: number;
  removed: number;
  to: number;
  added: number;
}

/**
 * What turns one text into another: the fewest lines, by Myers' algorithm. Where several places would do, the last one is
 * taken, as Git does, so that merges and blame come out as people know them.
 */
export function listHunks(before: readonly string[], after: readonly string[]): Hunk[] {
  const { gone, come } = mark(before, after);
  slide(before, gone, come);
  slide(after, come, gone);
  return gather(gone, come);
}

function mark(before: readonly string[], after: readonly string[]) {
  const gone: boolean[] = [];
  const come: boolean[] = [];
  for (const { added, removed, count } of diffArrays([...before], [...after])) {
    for (let line = 0; line < count; line++) {
      if (!added) gone.push(removed);
      if (!removed) come.push(added);
    }
  }
  return { gone, come };
}

function gather(gone: readonly boolean[], come: readonly boolean[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (let at = 0, to = 0; at < gone.length || to < come.length; at++, to++) {
    const removed = countFrom(gone, at);
    const added = countFrom(come, to);
    if (removed + added > 0) hunks.push({ at, removed, to, added });
    at += removed;
    to += added;
  }
  return hunks;
}

function countFrom(marks: readonly boolean[], start: number): number {
  let end = start;
  while (marks[end]) end++;
  return end - start;
}
