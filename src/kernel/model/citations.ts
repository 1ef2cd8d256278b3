import { idsIn, toKnownIds } from "#domain/model/ids";
import { refOf, type Source } from "#domain/model/source";

/** What a model may speak of: all that was laid before it. */
export interface Known {
  /** Ids of sources by the name under which they are cited. */
  refs: ReadonlyMap<string, string>;
  urls: ReadonlySet<string>;
  ids: ReadonlySet<string>;
}

export interface Supplied {
  sources: readonly Source[];
  /** Our own words of the request, which may name things. */
  words: readonly string[];
  /** Addresses beyond those of the sources. */
  urls?: readonly string[];
}

const LINK_GONE = "(link left out)";
const ENDS = /[\s.,;:!?'"”’)\]}>*_`|]+$/;
const MARKDOWN_LINK = /!?\[([^[\]]{0,500})\]\(\s*<?([^\s()<>]{1,2000})>?[^()]{0,200}\)/g;
const SLACK_LINK = /<((?:[a-z][a-z0-9+.-]{1,20}:|\/\/|www\.)[^<>|\s]{0,2000})(?:\|([^<>|]{0,500}))?>/gi;
/** Mentions are made by us, of people whom we know. */
const SLACK_MENTION = /<[@#!][^<>]{0,200}>/g;
const TLDS =
  "com|net|org|io|dev|app|ai|co|me|xyz|info|link|click|site|online|top|ru|cn|de|uk|eu|us|example|test|invalid";
/** Endings of files under which there are no hosts: Node.js/Deno, package.json#scripts. */
const FILES = "[cm]?[jt]sx?|json|ya?ml|toml|css|html|xml|csv|sql|txt|lock|go|rb|kt|java";
const HOST = "(?:[\\p{L}\\p{N}-]{1,63}\\.){1,6}";
/** What makes an address of a name: a path, or a query that does not only end a sentence. Browsers take `\` for `/`. */
const REST = "\\.?(?::\\d{1,5})?(?:[/\\\\]|[?#](?=[^\\s<>]*[\\p{L}\\p{N}]))[^\\s<>]*";
const URLS = new RegExp(
  [
    "(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:[/\\\\]{2}[^\\s<>]+",
    "(?<![a-z0-9+.-])(?:https?|ftp|wss?):[/\\\\][^\\s<>]+",
    "(?<![a-z0-9])(?:mailto|javascript|data|tel|vbscript|file|slack):[^\\s<>]+",
    "(?<![\\w:/\\\\])[/\\\\]{2}[^\\s<>/]+\\.[^\\s<>]+",
    "(?<![\\w@.-])www\\.[^\\s<>]+",
    `(?<![\\w.-])(?:[\\w.%+-]{1,64}@)?${HOST}(?:${TLDS})(?![\\w-])${REST}`,
    // Inside a path it is the name of a file, and nothing makes a link of it.
    `(?<![\\w./\\\\-])(?:[\\w.%+-]{1,64}@)?${HOST}(?!(?:${FILES})(?![\\w-]))\\p{L}{2,24}(?![\\w-])${REST}`,
    // Behind a slash it may be the size of a network: 10.0.0.0/8.
    `(?<![\\w./\\\\-])(?:[\\w.%+-]{1,64}@)?\\d{1,3}(?:\\.\\d{1,3}){3}(?!/\\d{1,2}(?![\\w/?#]))${REST}`,
    // Of two words it may be the name of a library: socket.io.
    `(?<![\\w@.-])(?:[a-z0-9-]{1,63}\\.){2,6}(?:${TLDS})(?![\\w-])`,
  ].join("|"),
  "giu",
);
const CITATION = /\[(S\d{1,4}(?:\s*,\s*S\d{1,4})*)\]/g;
const SENTENCE = /[^.!?\n]*(?:[.!?]+(?!\s|$)[^.!?\n]*)*(?:[.!?]+[\])"”’]*\s*|\n+|$)/g;

export function knowFrom({ sources, words, urls = [] }: Supplied): Known {
  const texts = [...words, ...sources.flatMap(({ id, text }) => [id, text])];
  return {
    refs: new Map(sources.map(({ id }, index) => [refOf(index), id])),
    urls: new Set([...urls, ...sources.flatMap(({ url }) => url ?? [])].map(normaliseUrl)),
    ids: toKnownIds(texts),
  };
}

/**
 * A model's text with nothing in it that was not laid before it: a foreign address is cut out, and a sentence that cites
 * or names something unknown is dropped as a whole, because what it says of it is made up.
 */
export function dropForeign(text: string, known: Known): string {
  const linked = text
    .replace(SLACK_MENTION, "")
    .replace(SLACK_LINK, (_link, url: string, label?: string) => (label ? `${label} ${url}` : url))
    .replace(MARKDOWN_LINK, (link, label: string, url: string) => (isKnownUrl(url, known) ? link : label));
  const clean = linked.replace(URLS, (url) => (isKnownUrl(url, known) ? url : LINK_GONE + (ENDS.exec(url)?.[0] ?? "")));
  return (clean.match(SENTENCE) ?? []).filter((sentence) => isGrounded(sentence, known)).join("");
}

/** The same for every string of an object; a list named `cites` becomes the ids of the sources that there are. */
export function dropForeignDeep(value: unknown, known: Known): unknown {
  if (typeof value === "string") return dropForeign(value, known);
  if (Array.isArray(value)) return value.map((item) => dropForeignDeep(item, known)).filter((item) => item !== "");
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === "cites" ? toIds(inner, known) : dropForeignDeep(inner, known)]),
  );
}

/** A list of what is cited; what is not a list of names is left for the schema to refuse. */
function toIds(cites: unknown, { refs }: Known): unknown {
  if (!Array.isArray(cites)) return cites;
  const ids = new Set(refs.values());
  const found = cites.flatMap((cite) => {
    const name = String(cite).replaceAll(/[[\]\s]/g, "");
    return refs.get(name) ?? (ids.has(name) ? name : []);
  });
  return [...new Set(found)];
}

function isGrounded(sentence: string, { refs, ids, urls }: Known): boolean {
  const cited = [...sentence.matchAll(CITATION)].flatMap(([, list = ""]) => list.split(",").map((ref) => ref.trim()));
  if (!cited.every((ref) => refs.has(ref))) return false;
  // A known address may have numbers in it that look like an id.
  const words = sentence.replace(URLS, (url) => (urls.has(normaliseUrl(url)) ? "" : url));
  return idsIn(words).every((id) => ids.has(id));
}

function isKnownUrl(url: string, { urls }: Known): boolean {
  return urls.has(normaliseUrl(url));
}

/** Without what follows it in a sentence; what differs in its query is another address. */
function normaliseUrl(url: string): string {
  return url.replace(ENDS, "").replace(/\/$/, "");
}
