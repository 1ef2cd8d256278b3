import { stem } from "./stem.ts";
import { wordsOf } from "./words.ts";

/** Longer questions are cut: nothing of them could be searched for. */
export const QUESTION_LENGTH_MAX = 4_000;
const WORDS_MAX = 48;
/** The rarest so many are searched for: more of them make the search slower and not better. */
const SEARCHED_MAX = 12;

const STOP_WORDS = new Set(
  (
    "a about after again all already also always am an and another any anybody anyone anything are as at be " +
    "because been before being between both but by can cannot come could did do does doing don down during each " +
    "else even ever every everybody everyone everything few for from further get gets getting give given go goes " +
    "going got had happen happened happening happens has have having he her here hers him his how however i if im " +
    "in instead into is isn it its itself ive just know let like ll look lot make makes many may maybe me might " +
    "more most much must my need needs never no nobody nor not nothing now of off often on once one only or other " +
    "our out over own please possible put question re really s same say see seem seems she should so some " +
    "somebody someone something sometimes such t take than thank thanks that the their them then there these they " +
    "thing things this those through to too tried tries try trying under until up us use used using ve very want " +
    "wants was way ways we were what when where whether which while who whom why will with without won would yes " +
    "you your"
  ).split(" "),
);

/** What a question asks for. */
export interface Term {
  /** As it was typed, in lower case, or as it was corrected. */
  word: string;
  stem: string;
}

/** The telling words of a question, each once: without stop words and single letters, unless there are no others. */
export function termsOf(question: string): Term[] {
  const words = [...new Set(wordsOf(question.slice(0, QUESTION_LENGTH_MAX)))];
  const telling = words.filter((word) => isTelling(word)).slice(0, WORDS_MAX);
  return uniqueByStem((telling.length > 0 ? telling : words.slice(0, WORDS_MAX)).map(toTerm));
}

export function toTerm(word: string): Term {
  return { word, stem: stem(word) };
}

export function uniqueByStem(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [term.stem, term])).values()];
}

/**
 * The stems of what a question writes like a name: with a capital where no sentence begins, with capitals inside, or of
 * letters and digits. Documents that answer put other words in other words, but names they share.
 */
export function namesIn(question: string): ReadonlySet<string> {
  const cut = question.slice(0, QUESTION_LENGTH_MAX);
  // Somebody who shouts names nothing by it.
  if (!/\p{Ll}/u.test(cut)) return new Set();
  const written = cut.matchAll(/(?<before>^|[.?!:]?\s+|[^\p{L}\p{N}])(?<word>[\p{L}\p{N}]+)/gu);
  const names = [...written].flatMap(({ groups: { before = "", word = "" } = {}, index }) => {
    const begins = index === 0 || /[.?!:]/.test(before);
    const isName =
      /.\p{Lu}/u.test(word) || (/\p{L}/u.test(word) && /\d/.test(word)) || (!begins && /^\p{Lu}./u.test(word));
    return isName ? wordsOf(word) : [];
  });
  return new Set(names.map(stem));
}

/** The rarest of the terms that are known at all, by how many passages have them. */
export function rarest(terms: readonly Term[], passagesWith: ReadonlyMap<string, number>): Term[] {
  const countOf = ({ stem: key }: Term) => passagesWith.get(key) ?? 0;
  return terms
    .filter((term) => countOf(term) > 0)
    .sort((a, b) => countOf(a) - countOf(b))
    .slice(0, SEARCHED_MAX);
}

function isTelling(word: string): boolean {
  return !STOP_WORDS.has(word) && (word.length > 1 || /[^\0-\x7f]/.test(word));
}
