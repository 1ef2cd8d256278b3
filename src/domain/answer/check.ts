const QUOTE_LENGTH_MIN = 20;

/** What a model says, each sentence with what it rests on. */
export interface Claimed {
  text: string;
  cites: readonly { id: string; quote: string }[];
}

export interface Proved {
  text: string;
  /** Ids of the passages that it rests on, each once. */
  rests: string[];
}

interface Ground {
  /** Passages by the ids under which they were laid before the model. */
  passages: ReadonlyMap<string, string>;
  question: string;
}

/**
 * The sentences that rest on what was found: each quotes a passage that it was given, word for word, and says no number,
 * name of code or address that stands neither in its quotes nor in the question. All others are dropped.
 */
export function prove(claimed: readonly Claimed[], ground: Ground): Proved[] {
  return claimed.flatMap((sentence) => proveOne(sentence, ground) ?? []);
}

function proveOne({ text, cites }: Claimed, { passages, question }: Ground): Proved | undefined {
  const good = cites.filter(({ id, quote }) => isIn(quote, passages.get(id)));
  if (good.length === 0 || text.trim() === "") return undefined;
  const basis = comparable([question, ...good.map(({ quote }) => quote)].join("\n"));
  if (!hardWordsOf(text).every((word) => basis.includes(comparable(word)))) return undefined;
  return { text: text.trim(), rests: [...new Set(good.map(({ id }) => id))] };
}

function isIn(quote: string, passage: string | undefined): boolean {
  const wanted = comparable(quote);
  return passage !== undefined && wanted.length >= QUOTE_LENGTH_MIN && comparable(passage).includes(wanted);
}

/** Without what differs when somebody copies a text: case, white space, signs of the same meaning, marks of Markdown. */
function comparable(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\[([^\]]{1,500})\]\([^)]{0,2000}\)/g, "$1")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[*_`#>]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Numbers, names of code (with a dot, an underscore, a hump, a slash or a dash before it) and addresses. */
function hardWordsOf(text: string): string[] {
  const words = text.match(/[^\s()[\]{}"“”„«»,;]+/g) ?? [];
  return words.map((word) => word.replace(/^[*_`]+|[.:!?*_`]+$/g, "")).filter(isHard);
}

function isHard(word: string): boolean {
  return /\d|:\/\/|^www\.|^--?[a-z]|[a-z][A-Z]|\w_\w|\w\.\w|\w\/\w/.test(word);
}
