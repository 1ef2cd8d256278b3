/** What people and machines take for the name of a thing: a ticket, a pull request, a commit, somebody in Slack. */
const IDS = [
  /(?<![\w-])[A-Z][A-Z0-9_]{1,9}-\d{1,7}(?![\w-])/g,
  /(?<![\w./-])[\w.-]{1,100}\/[\w.-]{1,100}#\d{1,9}(?!\w)/g,
  /(?<![\w/&])#\d{1,9}(?!\w)/g,
  /\b[0-9a-f]{40}\b/g,
  /\b[UWCGDT](?=[A-Z]*\d)[A-Z0-9]{8,11}\b/g,
];
/** What is written like a ticket and is none: standards, and parts of a year. */
const NOT_TICKETS = /^(?:UTF|SHA|ISO|RFC|CVE|HTTP|TLS|AES|GPT|ES|MD|PEP|COVID|FY|[QHV]\d)-/;

/** Every id in a text, in lower case. A sentence that ends in one is not mistaken for it. */
export function idsIn(text: string): string[] {
  const found = IDS.flatMap((pattern) => text.match(pattern) ?? []);
  return found.filter((id) => !NOT_TICKETS.test(id)).map((id) => id.toLowerCase());
}

/** Ids by which a text may speak of things; `acme/api#7` may be called `#7`. */
export function toKnownIds(texts: readonly string[]): Set<string> {
  const ids = texts.flatMap(idsIn);
  return new Set(ids.flatMap((id) => (id.includes("/") ? [id, id.slice(id.indexOf("#"))] : [id])));
}
