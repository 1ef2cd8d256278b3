import { stemsOf } from "./stems.ts";

/** A ticket that is there already. */
export interface KnownTitle {
  /** API-12, or acme/api#7. */
  ref: string;
  title: string;
  url: string;
}

export interface Twin extends KnownTitle {
  /** From 0 to 1. */
  likeness: number;
}

/**
 * From here on two titles are taken to mean the same. Tried on titles of the same and of neighbouring work: "Pay by card"
 * and "Pay by cards again" are above it, "Refund a card payment" and "Take a card payment" are below.
 */
export const ALIKE_MIN = 0.7;
/** Neighbouring work shares whole phrases, and so more pairs of letters than words: they count for less. */
const PAIRS_WEIGHT = 0.9;
/** Only the same words in the same order are the same title. */
const ALMOST = 0.99;
const TWINS_MAX = 3;
const WORDS_MAX = 4;
/** Longer titles are compared by their beginning. */
const TITLE_MAX = 300;

/** Those of the known tickets that look like this one, the likest first; the same for whatever order they come in. */
export function findTwins(title: string, known: readonly KnownTitle[]): Twin[] {
  const byRef = new Map(known.map((one) => [one.ref.toLowerCase(), one]));
  return [...byRef.values()]
    .map((one) => ({ ...one, likeness: likeness(title, one.title) }))
    .filter((twin) => twin.likeness >= ALIKE_MIN)
    .sort((a, b) => b.likeness - a.likeness || (a.ref < b.ref ? -1 : 1))
    .slice(0, TWINS_MAX);
}

/**
 * How much of their words, or of their pairs of letters, two titles have in common (Dice): the words find what is put the
 * other way round, the pairs what is misspelt. Titles with other numbers in them are about other things.
 */
export function likeness(a: string, b: string): number {
  const [left, right] = [normalise(a), normalise(b)];
  if (left === "" || right === "") return 0;
  if (left === right) return 1;
  if (numbersIn(left) !== numbersIn(right)) return 0;
  const words = dice(new Set(stemsOf(left).keys()), new Set(stemsOf(right).keys()));
  return Math.min(ALMOST, Math.max(words, PAIRS_WEIGHT * dice(pairsOf(left), pairsOf(right))));
}

/** The words by which a tracker is asked for tickets like this one: the longest say most. Letters and digits alone. */
export function tellingWords(title: string): string[] {
  const stems = [...stemsOf(normalise(title)).values()];
  const words = stems.length > 0 ? stems : normalise(title).split(" ");
  const known = [...new Set(words)].filter((word) => word !== "");
  return known.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, WORDS_MAX);
}

function normalise(title: string): string {
  const words =
    title
      .slice(0, TITLE_MAX)
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join(" ");
}

function numbersIn(text: string): string {
  return (text.match(/\p{N}+/gu) ?? []).toSorted().join(" ");
}

function pairsOf(text: string): Set<string> {
  const letters = [...text];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
