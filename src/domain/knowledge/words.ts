/** Nobody types a longer one; what is as long is a hash or an encoding. */
const WORD_LENGTH_MAX = 64;
const WORD = /[\p{L}\p{N}]+/gu;
const IS_ASCII = /^[\0-\x7f]*$/;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** The words of a text in their order: runs of letters and digits, in lower case, without accents. */
export function wordsOf(text: string): string[] {
  const words = IS_ASCII.test(text) ? asciiWords(text) : foreignWords(text);
  return words.filter((word) => word.length <= WORD_LENGTH_MAX);
}

/** The same as of any other text, in a third of the time. */
function asciiWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function foreignWords(text: string): string[] {
  return (withoutAccents(text).toLowerCase().match(WORD) ?? []).flatMap(splitCjk);
}

function withoutAccents(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC");
}

/** Where words are written without spaces, each two neighbouring signs are taken for one. */
function splitCjk(word: string): string[] {
  const runs = word.match(CJK);
  if (!runs) return [word];
  const others = word.replace(CJK, " ").split(" ");
  return [...runs.flatMap(pairUp), ...others].filter((part) => part !== "");
}

function pairUp(run: string): string[] {
  const signs = [...run];
  return signs.length < 2 ? signs : signs.slice(1).map((sign, index) => `${signs[index]}${sign}`);
}
