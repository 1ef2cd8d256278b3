// The algorithm of M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980.
const CONSONANT = "[^aeiou]";
const VOWEL = "[aeiouy]";
const CONSONANTS = `${CONSONANT}[^aeiouy]*`;
const VOWELS = `${VOWEL}[aeiou]*`;
/** The measure of a stem is how often consonants follow vowels in it. */
const HAS_MEASURE = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}`);
const HAS_MEASURE_ONE = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}(?:${VOWELS})?$`);
const HAS_MEASURE_TWO = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}${VOWELS}${CONSONANTS}`);
const HAS_VOWEL = new RegExp(`^(?:${CONSONANTS})?${VOWEL}`);
/** Consonant, vowel, consonant that is no w, x or y: "hop", "fil". */
const IS_SHORT = new RegExp(`^${CONSONANTS}${VOWEL}[^aeiouwxy]$`);
const LENGTH_MIN = 3;
const LENGTH_MAX = 64;
const REMEMBERED_MAX = 50_000;

/** Step 2: what stands for what, if something is left before it. */
const DOUBLE_ENDINGS: [string, string][] = [
  ...pairs(
    "ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate ator:ate",
  ),
  ...pairs("alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble logi:log"),
];
const WORD_ENDINGS = pairs("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:");
const LAST_ENDINGS = "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize sion tion".split(" ");

const remembered = new Map<string, string>();

/** What a word is found by: "connections", "connected" and "connecting" have one stem. Of lower-case English words alone. */
export function stem(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  const isEnglish = word.length >= LENGTH_MIN && word.length <= LENGTH_MAX && /^[a-z]+$/.test(word);
  const stemmed = isEnglish ? shorten(word) : word;
  remembered.set(word, stemmed);
  return stemmed;
}

function shorten(word: string): string {
  // A y at the beginning is a consonant, which a capital is to the patterns.
  const marked = word.startsWith("y") ? `Y${word.slice(1)}` : word;
  const steps = [cutPlural, cutTense, turnY, (one: string) => swap(one, DOUBLE_ENDINGS), cutWordEnding, cutLast, tidy];
  return steps.reduce((rest, step) => step(rest), marked).toLowerCase();
}

function cutPlural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function cutTense(word: string): string {
  if (word.endsWith("eed")) return HAS_MEASURE.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const [, rest] = /^(.+?)(?:ed|ing)$/.exec(word) ?? [];
  if (rest === undefined || !HAS_VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/([^aeiouylsz])\1$/.test(rest)) return rest.slice(0, -1);
  return IS_SHORT.test(rest) ? `${rest}e` : rest;
}

function turnY(word: string): string {
  const rest = word.slice(0, -1);
  return word.endsWith("y") && HAS_VOWEL.test(rest) ? `${rest}i` : word;
}

function cutWordEnding(word: string): string {
  return swap(word, WORD_ENDINGS);
}

function swap(word: string, endings: readonly [string, string][]): string {
  const found = endings.find(([ending]) => word.endsWith(ending));
  if (!found) return word;
  const rest = word.slice(0, -found[0].length);
  return HAS_MEASURE.test(rest) ? rest + found[1] : word;
}

function cutLast(word: string): string {
  const ending = LAST_ENDINGS.find((one) => word.endsWith(one));
  if (ending === undefined) return word;
  // Of "sion" and "tion" the s and the t stay.
  const rest = word.slice(0, ending.endsWith("ion") ? -3 : -ending.length);
  return HAS_MEASURE_TWO.test(rest) ? rest : word;
}

function tidy(word: string): string {
  const rest = word.slice(0, -1);
  const isDropped =
    word.endsWith("e") && (HAS_MEASURE_TWO.test(rest) || (HAS_MEASURE_ONE.test(rest) && !IS_SHORT.test(rest)));
  const shorter = isDropped ? rest : word;
  return shorter.endsWith("ll") && HAS_MEASURE_TWO.test(shorter) ? shorter.slice(0, -1) : shorter;
}

function pairs(list: string): [string, string][] {
  return list.split(" ").map((pair) => {
    const [from = "", to = ""] = pair.split(":");
    return [from, to];
  });
}
