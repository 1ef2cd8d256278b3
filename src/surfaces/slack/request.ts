import type { Capability, Catalogue } from "#kernel/capability";
import type { Call, View } from "#lib/view";
import { parseWords, splitWords } from "#lib/words";
import { describeIssues, describeUnknown } from "./answers.ts";
import { readTyped } from "./inbound.ts";
import { commandOf, type Found, findCapability, ROOT } from "./lookup.ts";
import { isChannelId } from "./rich-text.ts";

/** So many words may stand before a command: "good morning, could you please show us the". */
const PREAMBLE_MAX = 10;
const COURTESIES = new Set(["please", "thanks"]);

/** What somebody asks for: a call, or an answer that can be given at once. */
export type Request = { call: Call; capability: Capability | undefined } | { answer: View };
export type Wish = Extract<Request, { call: Call }> & {
  /** A model chose it, so that it waits for a person's word. */
  isChosenByModel?: boolean;
};

/** Reads a slash command with its text, as Slack sends them. */
export function readCommand(catalogue: Catalogue, command: string, text: string): Request {
  return readWords(catalogue, [command, ...splitWords(readTyped(text))]);
}

/** Reads the same words in a message: "standup core", "/standup core", "adjutant help", "could you triage web, please?" */
export function readSentence(catalogue: Catalogue, text: string): Request {
  const words = splitWords(readTyped(text)).map(withoutPoint).filter(Boolean);
  while (COURTESIES.has(words.at(-1)?.toLowerCase() ?? "")) words.pop();
  const [first = ""] = words;
  if (first === "" || toCommand(first) === ROOT) return readWords(catalogue, [ROOT, ...words.slice(1)]);
  if (findCapability(catalogue, [ROOT, ...words])) return readWords(catalogue, [ROOT, ...words]);
  const start = words.slice(0, PREAMBLE_MAX).findIndex((word) => findCapability(catalogue, [toCommand(word)]));
  const [command = "", ...rest] = words.slice(Math.max(start, 0));
  return readWords(catalogue, start < 0 ? [ROOT, ...words] : [toCommand(command), ...rest]);
}

function toCommand(word: string): string {
  return `/${word.replace(/^\//, "").toLowerCase()}`;
}

/** A sentence ends with signs that belong to no word. */
function withoutPoint(word: string): string {
  return word.replace(/[?!.,;:]+$/, "");
}

function readWords(catalogue: Catalogue, words: string[]): Request {
  const asksForHelp = words.length === 1 && words[0] === ROOT;
  const found = findCapability(catalogue, asksForHelp ? [ROOT, "help"] : words);
  if (!found) return { answer: describeUnknown(catalogue, words) };
  return isAboutUse(catalogue, found) ? toHelp(catalogue, found) : readCall(catalogue, found);
}

/** "/standup help" */
function isAboutUse(catalogue: Catalogue, { capability, words }: Found): boolean {
  return (
    words.length === 1 && words[0]?.toLowerCase() === "help" && capability.name !== "help" && catalogue.has("help")
  );
}

function toHelp(catalogue: Catalogue, { capability }: Found): Request {
  return { call: { name: "help", input: { topic: capability.name } }, capability: catalogue.get("help") };
}

function readCall(catalogue: Catalogue, { capability, words }: Found): Request {
  const [verb = "", place = ""] = words;
  if (verb.toLowerCase() !== "post") return readInput(capability, words);
  if (isChannelId(place)) return readPost(catalogue, capability, words.slice(1));
  // A report has a command of its own; of the rest, "post" may be the first word of what they take.
  const isReport = capability.command !== undefined && !capability.command.startsWith(`${ROOT} `);
  if (!isReport && !place.startsWith("#")) return readInput(capability, words);
  return { answer: describeIssues([{ field: "", message: pickChannel(capability, place) }]) };
}

/** "/standup post #eng core": the report is announced, which is a call of its own. */
function readPost(catalogue: Catalogue, capability: Capability, [channel, ...words]: string[]): Request {
  const request = readInput(capability, words);
  if (!("call" in request)) return request;
  return {
    call: { name: "messages.post", input: { channel, call: request.call } },
    capability: catalogue.get("messages.post"),
  };
}

function readInput(capability: Capability, words: string[]): Request {
  const parsed = parseWords(words, capability.input);
  if (!parsed.ok) return { answer: describeIssues(parsed.issues, capability) };
  return { call: { name: capability.name, input: parsed.input }, capability };
}

function pickChannel(capability: Capability, place: string): string {
  const what = place === "" ? "Say where to post it" : `I cannot tell which channel “${place}” is`;
  return `${what}: ${commandOf(capability)} post #channel. Choose it from the list that Slack shows while you type.`;
}
