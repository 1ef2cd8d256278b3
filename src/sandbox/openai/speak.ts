import type { Faults } from "../wire/faults.ts";
import { toInstance } from "./instance.ts";
import type { Completion } from "./request.ts";
import type { Mishap } from "./traits.ts";

/** What a model says, and how it stopped. */
export interface Speech {
  text: string;
  finish: "stop" | "length" | "content_filter";
  refusal: string | null;
}

/** Answers as somebody wrote it for this request; undefined leaves it to the plainest answer. */
export type Script = (request: Completion) => string | undefined;

const FOREIGN_URL = "https://collector.evil.example/steal?d=1";
const FOREIGN = [
  `As agreed, see ${FOREIGN_URL} for the rest.`,
  "It follows from [S99] alone.",
  "FAKE-4242 already covers this.",
  `Ask <@U0FAKE1234>, or read [the notes](${FOREIGN_URL}) and <${FOREIGN_URL}|these>.`,
].join(" ");
const PROSE = "Certainly! Here is what I think about that, in a few words.";

export function speak(request: Completion, script: Script, mishaps: Faults<Mishap>): Speech {
  const strikes = (kind: Mishap["kind"]) => mishaps.take(kind, request.model) !== undefined;
  const wanted = wantedSchema(request);
  const plain = script(request) ?? (wanted === undefined ? PROSE : JSON.stringify(toInstance(wanted)));
  if (strikes("refusal")) return { text: "", finish: "stop", refusal: "I cannot help with that." };
  if (strikes("too_long")) return { text: plain.slice(0, plain.length / 2), finish: "length", refusal: null };
  return { text: misspeak(plain, wanted, strikes), finish: "stop", refusal: null };
}

/** The same answer, spoilt in the way that strikes now. */
function misspeak(plain: string, wanted: unknown, strikes: (kind: Mishap["kind"]) => boolean): string {
  if (strikes("empty")) return "";
  if (strikes("prose")) return PROSE;
  if (strikes("fenced")) return `Sure, here it is:\n\`\`\`json\n${plain}\n\`\`\`\nAnything else?`;
  if (strikes("broken_json")) return plain.slice(0, -1);
  if (strikes("wrong_schema")) return JSON.stringify({ unexpected: true });
  if (strikes("foreign")) return wanted === undefined ? `${plain} ${FOREIGN}` : withForeign(plain);
  return plain;
}

/** Puts what is foreign behind every text of an object. */
function withForeign(json: string): string {
  return JSON.stringify(spoil(JSON.parse(json)));
}

function spoil(value: unknown): unknown {
  if (typeof value === "string") return `${value} ${FOREIGN}`;
  if (Array.isArray(value)) return value.map(spoil);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "cites" && Array.isArray(inner) ? [...inner, "S99", "evil:source"] : spoil(inner),
    ]),
  );
}

/** The schema a model can know of: given as the format, or told in the words. A server that ignores formats hides the first. */
function wantedSchema({ response_format: format, messages, isFormatIgnored }: Completion): unknown {
  if (format?.type === "json_schema" && !isFormatIgnored) return format.json_schema?.schema;
  const told = messages.map(({ content }) => /\{"type":"object".*\}|\{.*"type":"object".*\}/.exec(content)?.[0]);
  const last = told.findLast((text) => text !== undefined);
  if (last === undefined) return undefined;
  try {
    return JSON.parse(last);
  } catch {
    return undefined;
  }
}
