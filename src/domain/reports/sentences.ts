const SENTENCES_MAX = 2;
const ENDS = /(?<=[.!?])\s+/;
const NUMBER = /\d+(?:[.,]\d+)*/g;
/** A number that is spelled out is a number nobody can look up. */
const SPELLED =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|half|twice|double|most)\b/i;

/** The first sentences whose every number is one of the facts; the rest is dropped. */
export function keepProved(text: string, facts: string): string[] {
  const known = new Set(facts.match(NUMBER));
  const sentences = text.trim().split(ENDS).filter(Boolean).slice(0, SENTENCES_MAX);
  return sentences.filter((sentence) => {
    return !SPELLED.test(sentence) && (sentence.match(NUMBER) ?? []).every((number) => known.has(number));
  });
}
