const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
// Control characters but for tab and newline, marks that turn the direction of text, invisible characters and tags.
const UNSEEN = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF\u{E0000}-\u{E007F}]/gu;
/** Letters, digits and punctuation that no reader of mrkdwn takes for a format, an emoji, a mention or a link. */
const INERT = /^(?:[\p{L}\p{M}\p{N} ,;()[\]%+\-–—/'’“”…·→=?!]|[.:](?=\s|$)|(?<=\d)\.(?=\d))*$/u;
/** A grapheme may be made of any number of code points; beyond these it is cut. */
const LOOK_BACK = 64;

/** Foreign text without what nobody can see. */
export function clean(text: string): string {
  return text.toWellFormed().replace(UNSEEN, "");
}

/** The one escaper for every text that Slack reads as mrkdwn. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Cleaned and cut to a length, at the end of a grapheme. */
export function clamp(text: string, lengthMax: number): string {
  return cut(clean(text), lengthMax);
}

/** Cleaned, escaped and cut to a length, never inside an entity. */
export function clampEscaped(text: string, lengthMax: number): string {
  const escaped = escapeText(clean(text));
  if (escaped.length <= lengthMax) return escaped;
  return `${cutAt(escaped, lengthMax - 1).replace(/&(?:[a-z]{0,3})$/, "")}…`;
}

/** Whether mrkdwn would show this text as it is. */
export function isInert(text: string): boolean {
  return INERT.test(text);
}

/** One line of it. */
export function toLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${cutAt(text, lengthMax - 1).trimEnd()}…`;
}

// Made when first needed: it brings along tables that take a start a hundredth of a second.
let graphemes: Intl.Segmenter | undefined;

/** The longest whole graphemes within a length; only the neighbourhood of the cut is looked at. */
function cutAt(text: string, length: number): string {
  const start = Math.max(0, length - LOOK_BACK);
  const safeStart = isLowSurrogate(text.charCodeAt(start)) ? start + 1 : start;
  let end = safeStart;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { index, segment } of graphemes.segment(text.slice(safeStart, length + LOOK_BACK))) {
    const next = safeStart + index + segment.length;
    if (next > length) break;
    end = next;
  }
  return text.slice(0, end);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
