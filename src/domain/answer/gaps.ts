import type { Question } from "./question.ts";

/** So many must have missed the same before their questions, which nobody else could read, are counted. */
const ASKERS_MIN = 3;
const GAPS_MAX = 20;
const NO_WORDS = "";

/** What the documents do not say. */
export interface Gap {
  /** Words that no passage had; none where all were there and the answer was not. */
  terms: string[];
  /** How often it was asked. */
  questions: number;
}

type Missed = Pick<Question, "asker" | "isOpen" | "missing">;

/**
 * Questions without an answer by the word that they share most with others. What only its asker could read is counted where
 * three have missed the same, or where others asked it openly: a word alone may say who asked.
 */
export function groupGaps(missed: readonly Missed[]): Gap[] {
  const counts = countWords(missed);
  const groups = Map.groupBy(missed, (one) => topWord(one, counts));
  return [...groups]
    .filter(([, group]) => mayBeTold(group))
    .map(([word, group]) => ({ terms: sharedTerms(word, group), questions: group.length }))
    .sort((a, b) => b.questions - a.questions || a.terms.join().localeCompare(b.terms.join()))
    .slice(0, GAPS_MAX);
}

function mayBeTold(group: readonly Missed[]): boolean {
  return group.some(({ isOpen }) => isOpen) || new Set(group.map(({ asker }) => asker)).size >= ASKERS_MIN;
}

function countWords(missed: readonly Missed[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of missed.flatMap(({ missing }) => missing)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function topWord({ missing }: Missed, counts: ReadonlyMap<string, number>): string {
  const [top = NO_WORDS] = missing.toSorted(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b),
  );
  return top;
}

/** The word, and the others that every question of the group missed, as far as they may be told. */
function sharedTerms(word: string, group: readonly Missed[]): string[] {
  if (word === NO_WORDS) return [];
  const [first] = group;
  const others = first?.missing.filter((one) => one !== word && group.every(({ missing }) => missing.includes(one)));
  return [word, ...(others ?? [])];
}
