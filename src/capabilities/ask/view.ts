import { describeInstant } from "#lib/time";
import type { Button, Inline, Item, View, ViewNode } from "#lib/view";
import type { Answer, Answered, Sentence, Source } from "./fields.ts";

const SOURCES_SHOWN = 5;
const FOLLOWS_MAX = 200;

const REFUSALS = {
  "not-covered": "The documents that may be read here do not answer that.",
  "not-verified": "I found something near it, but no answer that I could prove from the documents.",
  "nothing-indexed":
    "No documents are known yet. At the machine, “npm run adjutant -- index add FOLDER” takes some in; over HTTP, POST /v1/index does.",
};

export function describeAnswer(answer: Answer): View {
  const note = describeTaken(answer);
  const view =
    answer.answer.kind === "answered" ? describeAnswered(answer.answer, note) : describeRefused(answer, note);
  const aside = answer.has_more ? { aside: MORE } : {};
  return { ...view, nodes: [...view.nodes, ...describeSharing(answer), ...describeButtons(answer)], ...aside };
}

const MORE: View = {
  text: "You may read more about this than everybody there: ask me here, in a direct message.",
  nodes: [
    { type: "text", content: ["You may read more about this than everybody there: ask me here, in a direct message."] },
  ],
};

/** What was made of the question before it was looked for. */
function describeTaken({ corrected, follows }: Answer): string {
  const meant = corrected.map(({ from, to }) => `“${from}” was taken for “${to}”.`);
  return [...meant, ...(follows === null ? [] : [`Taken together with “${follows.slice(0, FOLLOWS_MAX)}”.`])].join(" ");
}

function describeRefused({ id, answer }: Answer, note: string): View {
  if (answer.kind === "answered") return describeAnswered(answer, note);
  const text = [note, REFUSALS[answer.reason]].filter(Boolean).join(" ");
  const items: Item[] = answer.experts.map(({ name, reason, slack }) => ({
    content: [{ bold: name }, ` ${reason}`],
    ...(slack !== null && id !== null && { buttons: [toAsking({ name, question: id, person: slack })] }),
  }));
  const nodes: ViewNode[] = items.length > 0 ? [{ type: "items", title: "Who may know", items }] : [];
  return { text, nodes: [{ type: "text", content: [text] }, ...nodes] };
}

function toAsking({ name, ...input }: { name: string; question: string; person: string }): Button {
  return { label: "Ask them", description: `Ask ${name} in a direct message`, call: { name: "experts.ask", input } };
}

function describeSharing({ share, question }: Answer): ViewNode[] {
  if (share === null) return [];
  const { channel, is_narrower } = share;
  const call = { name: "messages.post", input: { channel, call: { name: "ask", input: { question } } } };
  const warning = "It rests on what not everybody in the channel may read; shared, it is answered anew without that.";
  return [
    ...(is_narrower ? [{ type: "note" as const, content: [warning] }] : []),
    { type: "buttons", buttons: [{ label: "Share to channel", call }] },
  ];
}

function describeButtons({ id, answer }: Answer): ViewNode[] {
  if (id === null || answer.kind === "unanswered") return [];
  const buttons: Button[] = [
    {
      ...{ label: "👍", description: "This answer is useful" },
      call: { name: "questions.rate", input: { question: id, rating: "up" } },
    },
    {
      ...{ label: "👎", description: "This answer is of no use", opens: "dialog" },
      call: { name: "questions.rate-form", input: { question: id } },
    },
  ];
  return [{ type: "buttons", buttons }];
}

function describeAnswered(answer: Answered, meant: string): View {
  const { sentences, sources, mode } = answer;
  const note = meant === "" ? [] : [{ type: "note" as const, content: [meant] }];
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
  const below = heading.split(" > ").filter((part, index) => part !== "" && (index > 0 || part !== title));
  return [title, ...below].join(" › ");
}

function toLine(source: Source): Inline[] {
  const { number, url, trust } = source;
  const name = toName(source);
  const origin = trust === "anyone" ? " · written by somebody from outside" : "";
  const due = describeReview(source);
  return [`[${number}] `, url === null ? { bold: name } : { link: url, label: name }, origin, due];
}

/** What a person once answered counts until somebody has to look at it again. */
function describeReview({ review_by, is_overdue }: Source): string {
  if (review_by === null) return "";
  const day = review_by.slice(0, 10);
  return is_overdue
    ? ` · overdue: somebody should have looked at it again by ${day}`
    : ` · an answer, good until ${day}`;
}

function provenanceOf({ mode, model, trace_id, sources }: Answered): string {
  const oldest = sources.map(({ synced_at }) => synced_at).sort()[0];
  const read = oldest === undefined ? "" : ` Read ${describeInstant(new Date(oldest), "UTC")}.`;
  if (mode === "extractive") return `Quoted word for word, no AI.${read}`;
  return `Written by ${model}; each sentence is proved by its source. Trace ${trace_id}.${read}`;
}
