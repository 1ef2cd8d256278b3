const WORDS_MAX = 2_000;
const LENGTH_MIN = 3;
/** What is left of a word must still be one. */
const STEM_MIN = 3;
const STOP = new Set(
  (
    "the and for with that this from into onto are was were has have had can could should would will not but you our " +
    "their they them its it's what when where which who how why all any more most than then some such only over under " +
    "fix feat chore docs test refactor add adds added use uses using make makes new get set let via per out off let's"
  ).split(" "),
);
/** The longest first: "migrations" loses "ions", not "s". */
const ENDINGS = ["ments", "ment", "ings", "ing", "ions", "ion", "ies", "ers", "er", "ed", "es", "ly", "y", "e", "s"];

/** The words of a text by what is left of them without their endings: "payments failing" and "failed payment" share theirs. */
export function stemsOf(text: string): Map<string, string> {
  const words =
    text
      .toLowerCase()
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.slice(0, WORDS_MAX).filter((word) => word.length >= LENGTH_MIN && !STOP.has(word));
  const stems = new Map<string, string>();
  for (const word of telling) if (!stems.has(stem(word))) stems.set(stem(word), word);
  return stems;
}

function stem(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= STEM_MIN);
  return ending === undefined ? word : word.slice(0, -ending.length);
}
