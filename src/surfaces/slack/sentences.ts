import type { Capability, Catalogue } from "#kernel/capability";
import { takesRest } from "#lib/words";
import { readTyped } from "./inbound.ts";
import { readSentence, type Wish } from "./request.ts";

/** Several wishes in one sentence: "standup core and triage web; then stale PRs". */
const BETWEEN = /\s*[,;\n]\s*(?:and\s+|then\s+)?|\s+(?:and then|and|then|&)\s+/i;
const WISHES_MAX = 5;
/** What stands before the words that say what is wanted: "could you please show us the", "what are our". */
const OPENING =
  /(?:please|can you|could you|would you|show|give|tell|get|list|me|us|about|what is|what's|what are|how is|how are|the|our|my|any|all)\s+/i;

const OPEN_QUESTION = /^(?:how|where|why|who|whose|when|which)\b.*\?$/is;
const QUESTION =
  /^(?:how|where|why|who|whose|when|which|what|is|are|do|does|did|can|could|should|may|must|will|has|have)\b|\?$/i;

/**
 * Reads several wishes of one sentence, where every part of it is a wish of its own. A text that goes on to the end of the
 * sentence, like a reason or an idea, is not cut.
 */
export function readWishes(catalogue: Catalogue, text: string): Wish[] {
  const parts = readTyped(text)
    .split(BETWEEN)
    .filter((part) => part.trim() !== "");
  const wishes = parts.slice(0, WISHES_MAX).flatMap((part) => readWish(catalogue, part) ?? []);
  const isCut = parts.length > WISHES_MAX || wishes.length < parts.length;
  const isOne = wishes.length < 2 || wishes.slice(0, -1).some(({ capability }) => takesAll(capability));
  if (!isCut && !isOne) return wishes;
  const whole = readWish(catalogue, readTyped(text));
  return whole ? [whole] : [];
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
