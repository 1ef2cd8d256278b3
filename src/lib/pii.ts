import { isIP } from "node:net";
import { REDACTED, redactLine } from "./redact.ts";

export type PiiLevel = "off" | "standard" | "strict";

/** Takes out of texts what must not leave, and puts it back into what was written about them. */
export interface Scrubber {
  scrub(text: string): string;
  /** Puts back what `scrub` took out; secrets stay away for good. */
  restore(text: string): string;
  /** How many of each kind were taken out. */
  counts(): Record<string, number>;
}

interface Kind {
  name: string;
  pattern: RegExp;
  /** What only looks like one stays. */
  isOne?: (match: string) => boolean;
}

const PLACEHOLDER = /\[(?:email|iban|card|phone|ip|literal)-\d{1,6}\]/g;
/** Who wrote a placeholder into a text must not get what another one stands for. */
const LITERAL: Kind = { name: "literal", pattern: PLACEHOLDER };
const STANDARD: readonly Kind[] = [
  { name: "email", pattern: /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu },
  { name: "iban", pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, isOne: isIban },
  { name: "card", pattern: /(?<![\w.-])\d(?:[ -]?\d){13,18}(?![\w-])/g, isOne: isCard },
  { name: "phone", pattern: /(?<![\w+])\+\d[\d ().-]{6,20}\d(?!\w)/g, isOne: isDialled },
  { name: "phone", pattern: /(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])/g },
  { name: "phone", pattern: /(?<![\w.:/-])0\d{2,4}[ /-]\d{5,9}(?![\w-])/g },
];
const STRICT: readonly Kind[] = [
  ...STANDARD,
  { name: "ip", pattern: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]\w)/g, isOne: isAddress },
  { name: "ip", pattern: /(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi, isOne: isAddress },
];
const KINDS: Record<PiiLevel, readonly Kind[]> = { off: [], standard: STANDARD, strict: STRICT };

/**
 * One for each prompt: the same address gets the same placeholder (`[email-1]`) wherever it stands in it. Secrets go
 * whatever the level is, and do not come back.
 */
export function createScrubber(level: PiiLevel): Scrubber {
  const placeholders = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts: Record<string, number> = {};
  const counted: Record<string, number> = {};

  function hold(name: string, original: string): string {
    const known = placeholders.get(`${name} ${original}`);
    if (name !== LITERAL.name) counted[name] = (counted[name] ?? 0) + 1;
    if (known !== undefined) return known;
    counts[name] = (counts[name] ?? 0) + 1;
    const placeholder = `[${name}-${counts[name]}]`;
    placeholders.set(`${name} ${original}`, placeholder);
    originals.set(placeholder, original);
    return placeholder;
  }

  function scrub(text: string): string {
    const guarded = replaceKind(text, LITERAL, hold);
    const clean = redactLine(guarded);
    const secrets = countRedacted(clean) - countRedacted(guarded);
    if (secrets > 0) counted["secret"] = (counted["secret"] ?? 0) + secrets;
    return KINDS[level].reduce((rest, kind) => replaceKind(rest, kind, hold), clean);
  }

  return {
    scrub,
    restore: (text) => text.replace(PLACEHOLDER, (placeholder) => originals.get(placeholder) ?? placeholder),
    counts: () => ({ ...counted }),
  };
}

function replaceKind(text: string, { name, pattern, isOne }: Kind, hold: (name: string, match: string) => string) {
  return text.replace(pattern, (match) => (isOne === undefined || isOne(match) ? hold(name, match) : match));
}

function countRedacted(text: string): number {
  return text.split(REDACTED).length - 1;
}

/** ISO 13616: the country and check digits go to the end, letters become numbers, and the rest by 97 is 1. */
function isIban(text: string): boolean {
  const compact = text.replaceAll(" ", "");
  if (compact.length < 15 || compact.length > 34) return false;
  const moved = compact.slice(4) + compact.slice(0, 4);
  let rest = 0;
  for (const character of moved) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97;
  return rest === 1;
}

/** Lengths and beginnings of the networks; a time in digits begins like none of them. */
const CARDS = /^(?:4\d{15}|4\d{18}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|6\d{15,18})$/;

function isCard(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "");
  return CARDS.test(digits) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isDialled(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "").length;
  return digits >= 8 && digits <= 15;
}

function isAddress(text: string): boolean {
  return text.length > 2 && isIP(text) !== 0;
}
