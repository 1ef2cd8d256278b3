import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { DAY_MS, describeDuration } from "#lib/time";

const SHOWN_MAX = 20;

const Mine = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      is_answered: z.boolean(),
      asked_at: z.string(),
      age_days: z.number(),
    }),
  ),
});

/** For the person alone, wherever they ask for it: it is never posted. */
export const myQuestions = defineCapability({
  name: "questions.mine",
  isPersonal: true,
  summary: "What is kept of your own questions; nobody else can list them.",
  risk: "read",
  command: "/adjutant questions",
  input: z.object({}),
  result: Mine,
  async run({ questions, actor, now }) {
    const mine = await questions.askedBy(actor.id, SHOWN_MAX);
    return {
      questions: mine.map(({ id, text, isAnswered, askedAt }) => ({
        ...{ id, text, is_answered: isAnswered, asked_at: askedAt.toISOString() },
        age_days: Math.floor((now().getTime() - askedAt.getTime()) / DAY_MS),
      })),
    };
  },
  view: ({ questions }) => {
    const { length } = questions;
    const text =
      length === 0
        ? "No question of yours is kept."
        : `Your last ${length === 1 ? "question" : `${length} questions`}.`;
    const items = questions.map((one) => ({
      content: [one.text],
      detail: [`${one.is_answered ? "answered" : "not answered"}, ${describeDuration(one.age_days * DAY_MS)} ago`],
    }));
    const button = {
      label: "Forget them",
      call: { name: "questions.forget", input: {} },
      confirm: "Forget all of them?",
    };
    return {
      text,
      nodes: [
        { type: "text", content: [text, " They are forgotten after 180 days."] },
        ...(length > 0
          ? [
              { type: "items" as const, items },
              { type: "buttons" as const, buttons: [button] },
            ]
          : []),
      ],
    };
  },
});

export const forgetQuestions = defineCapability({
  name: "questions.forget",
  summary: "Forget every question of yours, with what you said of the answers.",
  risk: "record",
  input: z.object({}),
  result: z.object({ forgotten: z.number() }),
  run: async ({ questions, actor }) => ({ forgotten: await questions.forgetAll(actor.id) }),
  view: ({ forgotten }) => {
    const text = forgotten === 0 ? "Nothing was kept." : `Forgotten: ${forgotten}.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});
