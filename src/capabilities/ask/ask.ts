import { z } from "zod";
import { extract } from "#domain/answer/extract";
import type { Findings, Passage } from "#domain/knowledge/passage";
import { QUESTION_LENGTH_MAX } from "#domain/knowledge/terms";
import { audiencesOf } from "#kernel/audiences";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { compose } from "./compose.ts";
import { Answer, type Given } from "./fields.ts";
import { describeAnswer } from "./view.ts";
import { write } from "./write.ts";

const PASSAGES_MAX = 10;
const EXPERTS_MAX = 3;
/** Below this the question is about something else altogether, and nobody is named for it. */
const ON_TOPIC_MIN = 0.1;

export const ask = defineCapability({
  name: "ask",
  summary: "Answer a question from the documents, with the places where it is written.",
  risk: "read",
  command: "/ask",
  usage: "/ask QUESTION · /ask post #channel QUESTION",
  hears: "questions",
  input: z.object({
    question: z
      .string()
      .trim()
      .min(2, { error: "Ask something, like: how do we restore a backup?" })
      .max(QUESTION_LENGTH_MAX, { error: "That is too long for one question. Say it in a few sentences." })
      .meta({ takesRest: true })
      .describe("What you want to know."),
  }),
  result: Answer,
  async run(context, { question }): Promise<Answer> {
    const audiences = await audiencesOf(context);
    const findings = await context.knowledge.search({ q: question, audiences, limit: PASSAGES_MAX });
    const answer = await answerFrom(context, question, findings);
    const { confidence, corrected } = findings;
    return { question, answer, confidence: Math.round(confidence * 100) / 100, corrected };
  },
  view: describeAnswer,
});

/**
 * What the passages surely answer is answered, by a model where there is one, or by the passages themselves. Where it is
 * doubtful, only a model that may refuse is asked; and where it is neither, nobody makes anything up.
 */
async function answerFrom(context: Context, question: string, findings: Findings): Promise<Given> {
  const { passages, band } = findings;
  if (band === "refuse") return decline(findings, await reasonFor(context));
  const written = await write(context, question, passages);
  if (typeof written !== "string") return written;
  const isQuotable = band === "answer" && written !== "refused";
  return (isQuotable && quote(findings)) || decline(findings, written === "unproved" ? "not-verified" : "not-covered");
}

function quote({ passages, terms }: Findings): Given | undefined {
  const rested = extract<Passage>(passages, terms).map(({ passage, pieces }) => ({ pieces, on: [passage] }));
  if (rested.length === 0) return undefined;
  return { kind: "answered", mode: "extractive", ...compose(rested), model: null, trace_id: null };
}

type Reason = Extract<Given, { kind: "unanswered" }>["reason"];

async function reasonFor({ knowledge }: Context): Promise<Reason> {
  const sources = await knowledge.sources();
  return sources.some(({ documents }) => documents > 0) ? "not-covered" : "nothing-indexed";
}

function decline({ passages, confidence }: Findings, reason: Reason): Given {
  return { kind: "unanswered", reason, experts: confidence < ON_TOPIC_MIN ? [] : expertsOf(passages) };
}

/** Those who wrote what comes nearest; the nearer, the better. */
function expertsOf(passages: readonly Passage[]) {
  const weights = new Map<string, { weight: number; title: string }>();
  for (const [rank, { document }] of passages.entries()) {
    if (document.author === null) continue;
    const { weight = 0, title = document.title } = weights.get(document.author) ?? {};
    weights.set(document.author, { weight: weight + 1 / (1 + rank), title });
  }
  return [...weights]
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, EXPERTS_MAX)
    .map(([name, { title }]) => ({ name, reason: `wrote “${title}”` }));
}
