import { type Claimed, prove } from "#domain/answer/check";
import { readRow } from "#domain/answer/sentences";
import type { Passage } from "#domain/knowledge/passage";
import { refOf, type Source } from "#domain/model/source";
import type { Context } from "#kernel/context";
import { answer as prompt } from "#prompts/answer-v1";
import { compose } from "./compose.ts";
import type { Answered } from "./fields.ts";

const PASSAGES_MAX = 8;
const CHARS_MAX = 6_000;
/** Somebody waits, and the passages alone can be had at once. */
const TIME_MAX_MS = 20_000;

/** Refused: the model says that the passages do not answer. Unproved: nothing of what it wrote rests on them. */
export type Written = Answered | "refused" | "unproved" | "unusable";

/** Has a model answer from the passages, and keeps of that what is proved. */
export async function write(context: Context, question: string, found: readonly Passage[]): Promise<Written> {
  const { model, traceId, actor, signal } = context;
  if (!model) return "unusable";
  const laid = limit(found);
  const outcome = await model.complete(prompt, {
    call: { traceId, actor, signal },
    ...{ input: null, timeMaxMs: TIME_MAX_MS },
    sources: [{ id: "question", kind: "the question", text: question, trust: "member" }, ...laid.map(toSource)],
  });
  if (outcome.status === "unusable") return "unusable";
  const { value, provenance } = outcome;
  if (!value.answerable) return "refused";
  const proved = proveAll(value.sentences, question, laid);
  if (proved.length === 0) return "unproved";
  return {
    kind: "answered",
    mode: "model",
    ...compose(proved, context.now()),
    model: provenance.model,
    trace_id: provenance.traceId,
  };
}

/** The first source is the question. */
const nameOf = (index: number) => refOf(index + 1);

interface Said {
  text: string;
  proofs: readonly { source: string; quote: string }[];
}

function toClaimed({ text, proofs }: Said): Claimed {
  return { text, cites: proofs.map(({ source, quote }) => ({ id: source.replaceAll(/[[\]\s]/g, ""), quote })) };
}

function proveAll(said: readonly Said[], question: string, laid: readonly Passage[]) {
  const byName = new Map(laid.map((passage, index) => [nameOf(index), passage]));
  const passages = new Map([...byName].map(([name, { body }]) => [name, body]));
  return prove(said.map(toClaimed), { passages, question }).map(({ text, rests }) => ({
    // A model that says again what stands in a table says it with the bars.
    pieces: [{ text: text.split("\n").map(readRow).join("\n").trim(), isCode: false }],
    on: rests.flatMap((name) => byName.get(name) ?? []),
  }));
}

function limit(found: readonly Passage[]): Passage[] {
  const laid: Passage[] = [];
  let room = CHARS_MAX;
  for (const passage of found.slice(0, PASSAGES_MAX)) {
    room -= passage.body.length;
    if (room < 0) break;
    laid.push(passage);
  }
  return laid;
}

function toSource({ id, document, heading, body }: Passage): Source {
  const text = [[document.title, heading].filter((part) => part !== "").join(" › "), body].join("\n");
  return { id: `passage:${id}`, kind: "passage of a document", text, trust: document.trust };
}
