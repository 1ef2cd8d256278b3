import { mergeBasesOf, type Parents } from "./history.ts";
import { toLines, toText } from "./lines.ts";
import { mergeLines, type Part } from "./merge.ts";

/** So deep may branches be joined crosswise; what lies deeper is taken as it was. */
const DEPTH_MAX = 8;

/** How versions follow from each other, and what they say. */
export interface Known {
  parents: Parents;
  textOf(id: string): string;
}

/** Undefined where `theirs` is in `ours` already, so that there is nothing to join. */
export function joinVersions(known: Known, ours: string, theirs: string): Part[] | undefined {
  const bases = mergeBasesOf(known.parents, ours, theirs);
  if (bases.length === 1 && bases[0] === theirs) return undefined;
  const base = joinBases(known, bases, DEPTH_MAX);
  return mergeLines({ base, ours: linesOf(known, ours), theirs: linesOf(known, theirs) });
}

const linesOf = ({ textOf }: Known, id: string) => toLines(textOf(id));

/**
 * What two versions have in common. Where they were joined crosswise they have several newest versions in common: those
 * are joined first, by what they have in common themselves. Where these disagree, what was there before them stands.
 */
function joinBases(known: Known, [first, ...rest]: readonly string[], depth: number): string[] {
  if (first === undefined) return [];
  let joined = linesOf(known, first);
  let sofar = first;
  let family = known;
  for (const next of depth > 0 ? rest : []) {
    const base = joinBases(family, mergeBasesOf(family.parents, sofar, next), depth - 1);
    joined = mergeLines({ base, ours: joined, theirs: linesOf(known, next) }).flatMap((part) =>
      "agreed" in part ? part.agreed : part.base,
    );
    const id = `${sofar}+${next}`;
    family = add(family, { id, parents: [sofar, next], text: toText(joined) });
    sofar = id;
  }
  return joined;
}

function add(known: Known, { id, parents, text }: { id: string; parents: string[]; text: string }): Known {
  return {
    parents: new Map([...known.parents, [id, parents]]),
    textOf: (wanted) => (wanted === id ? text : known.textOf(wanted)),
  };
}
