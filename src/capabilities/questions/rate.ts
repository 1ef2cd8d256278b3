import { z } from "zod";
import { RATINGS } from "#domain/plan/feedback";
import { defineCapability } from "#kernel/capability";
import type { View } from "#lib/view";
import { QuestionField, requireQuestion } from "./fields.ts";

const WORDS_MAX = 500;

/** Somebody's latest word on an answer counts. */
export const rateAnswer = defineCapability({
  name: "questions.rate",
  summary: "Say whether an answer from the documents was of use.",
  risk: "record",
  input: z.object({
    question: QuestionField,
    rating: z.enum(RATINGS).describe("up or down."),
    words: z
      .string()
      .trim()
      .max(WORDS_MAX, { error: "Say it in 500 characters." })
      .optional()
      .describe("What was missing or wrong."),
  }),
  result: z.object({ question: z.string(), rating: z.enum(RATINGS) }),
  async run(context, { question: id, rating, words = "" }) {
    const { questions, actor, now } = context;
    await requireQuestion(context, id);
    await questions.rate({ question: id, by: actor.id, rating, words: words === "" ? null : words, at: now() });
    return { question: id, rating };
  },
  view: () => {
    const text = "Thank you, that is noted. “/adjutant gaps” shows what the documents lack.";
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** What was not good about it, in a line. */
export const rateForm = defineCapability({
  name: "questions.rate-form",
  summary: "The form in which somebody says what an answer lacks.",
  risk: "read",
  input: z.object({ question: QuestionField }),
  result: z.object({ question: z.string(), text: z.string() }),
  async run(context, { question: id }) {
    const { text } = await requireQuestion(context, id);
    return { question: id, text };
  },
  view: ({ question, text }): View => ({
    text: "Say what the answer lacks.",
    nodes: [
      { type: "header", text: "What was wrong?" },
      { type: "text", content: [`You asked: “${text.slice(0, WORDS_MAX)}”`] },
      {
        type: "form",
        call: { name: "questions.rate", input: { question, rating: "down" } },
        submit: "Send",
        fields: [
          {
            ...{ name: "words", label: "What was missing or wrong", isRequired: false, isLong: true },
            hint: "Everybody reads it in /adjutant gaps, without your name.",
          },
        ],
      },
    ],
  }),
});
