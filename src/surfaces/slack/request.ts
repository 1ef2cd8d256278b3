import type { Capability, Catalogue } from "#kernel/capability";
import type { Call, View } from "#lib/view";
import { parseWords, splitWords } from "#lib/words";
import { describeIssues, describeUnknown } from "./answers.ts";
import { readTyped } from "./inbound.ts";
import { type Found, findCapability, ROOT } from "./lookup.ts";
import { isChannelId } from "./rich-text.ts";

/** What somebody asks for: a call, or an answer that can be given at once. */
export type Request = { call: Call; capability: Capability | undefined } | { answer: View };

/** Reads a slash command with its text, as Slack sends them. */
export function readCommand(catalogue: Catalogue, command: string, text: string): Request {
  return readWords(catalogue, [command, ...splitWords(readTyped(text))]);
}

/** Reads the same words in a message: "standup core", "/standup core", "adjutant help". */
export function readSentence(catalogue: Catalogue, text: string): Request {
  const [first = "", ...rest] = splitWords(readTyped(text));
  const command = `/${first.replace(/^\//, "").toLowerCase()}`;
  if (findCapability(catalogue, [command, ...rest])) return readWords(catalogue, [command, ...rest]);
  return readWords(catalogue, first === "" || command === ROOT ? [ROOT, ...rest] : [ROOT, first, ...rest]);
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
  const isPost = words[0]?.toLowerCase() === "post" && words.length > 1;
  const [, place = ""] = words;
  if (!isPost) return readInput(capability, words);
  if (place.startsWith("#")) return { answer: describeIssues([{ field: "", message: pickChannel(place) }]) };
  return isChannelId(place) ? readPost(catalogue, capability, words.slice(1)) : readInput(capability, words);
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

function pickChannel(place: string): string {
  return `I cannot tell which channel “${place}” is. Choose it from the list that Slack shows while you type.`;
}
