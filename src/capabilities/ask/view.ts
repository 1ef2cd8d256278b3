import { describeInstant } from "#lib/time";
import type { Inline, View, ViewNode } from "#lib/view";
import type { Answer, Answered, Sentence, Source } from "./fields.ts";

const SOURCES_SHOWN = 5;

const REFUSALS = {
  "not-covered": "The documents that may be read here do not answer that.",
  "not-verified": "I found something near it, but no answer that I could prove from the documents.",
  "nothing-indexed":
    "No documents are known yet. At the machine, “npm run adjutant -- index add FOLDER” takes some in; over HTTP, POST /v1/index does.",
};

export function describeAnswer({ answer, corrected }: Answer): View {
  const meant = corrected.map(({ from, to }) => `“${from}” was taken for “${to}”. `).join("");
  if (answer.kind === "answered") return describeAnswered(answer, meant);
  const text = `${meant}${REFUSALS[answer.reason]}`;
  const experts = answer.experts.map(({ name, reason }) => ({ content: [{ bold: name }, ` ${reason}`] }));
  const nodes: ViewNode[] = experts.length > 0 ? [{ type: "items", title: "Who may know", items: experts }] : [];
  return { text, nodes: [{ type: "text", content: [text] }, ...nodes] };
}

function describeAnswered(answer: Answered, meant: string): View {
  const { sentences, sources, mode } = answer;
  const note = meant === "" ? [] : [{ type: "note" as const, content: [meant.trim()] }];
  const head: ViewNode[] = mode === "extractive" ? [{ type: "text", content: [{ bold: "From the docs" }] }] : [];
  const first = sentences[0]?.pieces.map(({ text }) => text).join(" ") ?? "";
  return {
    text: `${first} (${sources.map(toName).slice(0, SOURCES_SHOWN).join("; ")})`,
    nodes: [
      ...note,
      ...head,
      ...(mode === "model" ? [toProse(sentences)] : sentences.flatMap(toQuote)),
      { type: "items", items: sources.slice(0, SOURCES_SHOWN).map((source) => ({ content: toLine(source) })) },
      { type: "note", content: [provenanceOf(answer)] },
    ],
  };
}

function toProse(sentences: readonly Sentence[]): ViewNode {
  const content = sentences.flatMap(({ pieces, rests_on }): Inline[] => [
    ...pieces.flatMap(({ text }) => toInlines(text)),
    ` ${marks(rests_on)} `,
  ]);
  return { type: "text", content };
}

/** What a model writes between backticks is code; all else it writes is plain text. */
function toInlines(text: string): Inline[] {
  return text
    .split(/`([^`\n]{1,200})`/)
    .flatMap((part, index) => (part === "" ? [] : [index % 2 === 1 ? { code: part } : part]));
}

/** Prose and code in their order, each quote with the number of its source behind it. */
function toQuote({ pieces, rests_on }: Sentence): ViewNode[] {
  const nodes = pieces.map(({ text, is_code }): ViewNode => {
    return is_code ? { type: "code", text } : { type: "text", content: [`“${text}”`] };
  });
  return [...nodes, { type: "note", content: [marks(rests_on)] }];
}

function marks(numbers: readonly number[]): string {
  return numbers.map((number) => `[${number}]`).join("");
}

/** A heading of the first rank is mostly the title again. */
function toName({ title, heading }: Source): string {
  const below = heading.split(" > ").filter((part, index) => index > 0 || part !== title);
  return [title, ...below].join(" › ");
}

function toLine(source: Source): Inline[] {
  const { number, url, trust } = source;
  const name = toName(source);
  const origin = trust === "anyone" ? " · written by somebody from outside" : "";
  return [`[${number}] `, url === null ? { bold: name } : { link: url, label: name }, origin];
}

function provenanceOf({ mode, model, trace_id, sources }: Answered): string {
  const oldest = sources.map(({ synced_at }) => synced_at).sort()[0];
  const read = oldest === undefined ? "" : ` Read ${describeInstant(new Date(oldest), "UTC")}.`;
  if (mode === "extractive") return `Quoted word for word, no AI.${read}`;
  return `Written by ${model}; each sentence is proved by its source. Trace ${trace_id}.${read}`;
}
