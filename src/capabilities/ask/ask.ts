import { z } from "zod";
import { isFollowUp, joinQuestions } from "#domain/answer/follow-up";
import { QUESTION_LENGTH_MAX } from "#domain/knowledge/terms";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { MINUTE_MS } from "#lib/time";
import { Answer } from "./fields.ts";
import { answerHere } from "./given.ts";
import { remember } from "./remember.ts";
import { findShare, hasMoreThan } from "./sharing.ts";
import { describeAnswer } from "./view.ts";

/** In a direct message without threads, what is asked so soon after may belong together. */
const LATELY_MS = 15 * MINUTE_MS;
const DIGITS = 100;

export const ask = defineCapability({
  name: "ask",
  summary: "Answer a question from the documents, with the places where it is written.",
  risk: "read",
  command: "/ask",
  usage: "/ask QUESTION · /ask post #channel QUESTION",
  hears: "questions",
  isShownOnce: true,
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
  // What is asked is kept for a time as a question, which its asker can take back, and nowhere else.
  abridge: () => ({}),
  async run(context, { question }): Promise<Answer> {
    const startedAt = performance.now();
    const follows = isFollowUp(question) ? await findEarlier(context, question) : null;
    const answered = await answerHere(context, follows === null ? question : joinQuestions(follows, question));
    const { given, findings } = answered;
    const ms = Math.round(performance.now() - startedAt);
    return {
      id: await remember(context, { question, follows, answered, ms }),
      ...{ question, follows, answer: given, share: await findShare(context, answered) },
      has_more: await hasMoreThan(context, answered),
      ...{ confidence: Math.round(findings.confidence * DIGITS) / DIGITS, corrected: findings.corrected },
    };
  },
  view: describeAnswer,
});

/** What the thread began with; in a direct message without one, what the same person asked a moment ago. */
async function findEarlier(context: Context, question: string): Promise<string | null> {
  const { questions, origin, actor, now } = context;
  const { place, thread } = origin;
  if (place === undefined || actor.kind !== "person") return null;
  const isDirect = /^slack:D/.test(place);
  const since = new Date(now().getTime() - LATELY_MS);
  const begun = thread === undefined ? undefined : await questions.begunIn(place, thread);
  const earlier = begun ?? (isDirect ? await questions.latestOf(actor.id, place, since) : undefined);
  return earlier && earlier.text !== question ? earlier.text : null;
}
