import type { Capability, Catalogue } from "#kernel/capability";
import { cleanText } from "#lib/text";
import { takesRest } from "#lib/words";
import { readTyped } from "./inbound.ts";
import { readSentence, type Wish } from "./request.ts";

/** Several wishes in one sentence: "standup core and triage web; then stale PRs". */
const BETWEEN = /\s*[,;\n]\s*(?:and\s+|then\s+)?|\s+(?:and then|and|then|&)\s+/i;
const WISHES_MAX = 5;
/** A text of more parts is no list of wishes. */
const PARTS_MAX = 20;
const PART_SHOWN_MAX = 80;
/** What stands before the words that say what is wanted: "could you please show us the", "what are our". */
const OPENING =
  /(?:please|can you|could you|would you|show|give|tell|get|list|me|us|about|what is|what's|what are|how is|how are|the|our|my|any|all)\s+/i;

const OPEN_QUESTION = /^(?:how|where|why|who|whose|when|which)\b.*\?$/is;
const QUESTION =
  /^(?:how|where|why|who|whose|when|which|what|is|are|do|does|did|can|could|should|may|must|will|has|have)\b|\?$/i;

/** What the parts of a sentence come to. */
export interface Reading {
  wishes: Wish[];
  /** Parts that are no wish. */
  unread: string[];
  /** Wishes that wait to be asked for anew: those beyond the first few, and beside what is not understood those that change something. */
  left: string[];
}

/**
 * Reads several wishes of one sentence. A text that goes on to the end of the sentence, like a reason or an idea, is not
 * cut, and what can be read as one wish is one where not every part is.
 */
export function readWishes(catalogue: Catalogue, text: string): Reading {
  const typed = readTyped(text);
  const parts = typed.split(BETWEEN).flatMap((part) => part.trim() || []);
  if (parts.length > PARTS_MAX) return toReading(readWish(catalogue, typed));
  const read = parts.map((part) => ({ part, wish: readWish(catalogue, part) }));
  const understood = read.flatMap(({ part, wish }) => (wish ? [{ part, wish }] : []));
  const unread = read.flatMap(({ part, wish }) => (wish ? [] : [part]));
  const isOneText = understood.slice(0, -1).some(({ wish }) => takesAll(wish.capability));
  const isEach = unread.length === 0 && understood.length > 1;
  const whole = isEach && !isOneText ? undefined : readWish(catalogue, typed);
  if (whole || isOneText) return toReading(whole);
  const isDone = ({ wish }: Part) => unread.length === 0 || wish.capability?.risk === "read";
  const wished = understood.filter(isDone).slice(0, WISHES_MAX);
  const left = understood.filter((one) => !wished.includes(one)).map(({ part }) => part);
  return { wishes: wished.map(({ wish }) => wish), unread, left };
}

interface Part {
  part: string;
  wish: Wish;
}

function toReading(wish: Wish | undefined): Reading {
  return { wishes: wish ? [wish] : [], unread: [], left: [] };
}

/** What was not done of a sentence, in one line; undefined where nothing was left out. */
export function describeRest({ unread, left }: Reading): string | undefined {
  const unclear = unread.length > 0 ? [`I did not understand ${quote(unread)}.`] : [];
  const waiting = left.length > 0 ? [`I have left out ${quote(left)}: ask for that by itself.`] : [];
  return [...unclear, ...waiting].join(" ") || undefined;
}

function quote(parts: readonly string[]): string {
  return parts.map((part) => `“${cleanText(part, PART_SHOWN_MAX)}”`).join(", ");
}

function readWish(catalogue: Catalogue, part: string): Wish | undefined {
  const phrase = readPhrase(catalogue, part);
  if (phrase) return phrase;
  const request = readSentence(catalogue, part);
  return "call" in request ? request : undefined;
}

function takesAll(capability: Capability | undefined): boolean {
  return capability !== undefined && takesRest(capability.input);
}

/** A phrase that stands for a call: "stale PRs". */
export function readPhrase(catalogue: Catalogue, part: string): Wish | undefined {
  const words = toCore(part);
  for (const capability of catalogue.values()) {
    const phrase = capability.phrases?.find((one) => toCore(one.words) === words);
    if (phrase) return { call: { name: capability.name, input: phrase.input }, capability };
  }
  return undefined;
}

/** Without the words around it that say nothing of what is wanted: "Could you show us the stale PRs?" */
function toCore(part: string): string {
  const core = part
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replace(/[?!.]+$/, "");
  return core.replace(new RegExp(`^(?:${OPENING.source})+`, "i"), "");
}

/** What is asked in so many words, with no command before it: "How do we restore a backup?", "is there a limit?" */
export function readQuestion(catalogue: Catalogue, text: string): Wish | undefined {
  const question = readTyped(text).trim();
  const capability = [...catalogue.values()].find(({ hears }) => hears === "questions");
  if (!capability || !QUESTION.test(question)) return undefined;
  return { call: { name: capability.name, input: { question } }, capability };
}

/** Whether a sentence asks about the world, and is not an order in the form of a question: "could you triage web?" */
export function isOpenQuestion(text: string): boolean {
  return OPEN_QUESTION.test(readTyped(text).trim());
}
