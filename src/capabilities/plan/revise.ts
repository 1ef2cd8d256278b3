import { z } from "zod";
import type { NewPlan } from "#domain/plan/plan";
import type { Prd } from "#domain/prd/prd";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { say, type View } from "#lib/view";
import { PrdField } from "./fields.ts";
import { originOf } from "./origin.ts";

const CHANGE_LENGTH_MAX = 5_000;
const QUESTION_LENGTH_MAX = 400;

const QuestionField = z
  .string()
  .trim()
  .max(QUESTION_LENGTH_MAX)
  .optional()
  .meta({ isNamed: true })
  .describe("The open question that it answers.");

const Asked = z.object({ plan: z.string(), prd: z.number(), title: z.string() });

export const revisePrd = defineCapability({
  name: "plan.revise",
  summary: "Have a model revise a PRD as you say, or put down the answer to an open question.",
  risk: "record",
  input: z.object({
    prd: PrdField,
    change: z
      .string()
      .trim()
      .min(1, { error: "Say what to change." })
      .max(CHANGE_LENGTH_MAX, { error: "Say it in 5,000 characters." })
      .meta({ takesRest: true })
      .describe("What to change, or the answer."),
    question: QuestionField,
  }),
  result: Asked,
  async run(context, { prd: number, change, question = null }) {
    const prd = await requireOpenPrd(context, number);
    if (question === null) assertModel(context, number);
    const plan = await beginRevision(context, prd, { change, questions: question === null ? [] : [question] });
    return { plan, prd: number, title: prd.title };
  },
  view: ({ prd, title }): View => say(`Revising PRD ${prd}, “${title}”…`),
});

interface Change {
  change: string;
  /** Those of the open questions that it answers. */
  questions: string[];
}

/** Has a PRD revised as somebody says; answers by which plan. */
export async function beginRevision(context: Context, prd: Prd, { change, questions }: Change): Promise<string> {
  const origin = await originOf(context, { hasOthers: false });
  // Nothing would show afterwards that strangers had a hand in it.
  if (origin.isTainted && !prd.origin.isTainted) {
    throw new ForbiddenError("A PRD is revised by members of the workspace, and neither by guests nor by programs.");
  }
  const plan: NewPlan = {
    id: context.id ?? context.traceId,
    ...{ batch: null, position: 0, title: prd.title, thread: prd.place === origin.place ? prd.thread : null },
    ...{ ...origin, wish: { kind: "revise", prd: prd.number, change, questions } },
  };
  await context.plans.begin(plan);
  return plan.id;
}

const Form = z.object({ prd: z.number(), title: z.string(), question: z.string().nullable(), has_model: z.boolean() });

export const reviseForm = defineCapability({
  name: "plan.revise-form",
  summary: "The form in which somebody says what to change in a PRD.",
  risk: "read",
  input: z.object({ prd: PrdField, question: QuestionField }),
  result: Form,
  async run(context, { prd: number, question = null }) {
    const { title } = await requireOpenPrd(context, number);
    return { prd: number, title, question, has_model: context.model !== null };
  },
  view: describeForm,
});

function describeForm({ prd, title, question, has_model }: z.output<typeof Form>): View {
  if (question === null && !has_model) return describeByHand(prd);
  const text = question ?? `What shall be different in PRD ${prd}, “${title}”?`;
  const how = "A model writes the new version; you can take it back, because no version is ever lost.";
  return {
    text,
    nodes: [
      { type: "header", text: question === null ? "Revise" : "Answer" },
      { type: "text", content: [text] },
      {
        type: "form",
        call: { name: "plan.revise", input: { prd, ...(question !== null && { question }) } },
        submit: question === null ? "Revise" : "Answer",
        fields: [{ name: "change", label: question === null ? "Change" : "Answer", isRequired: true, isLong: true }],
      },
      ...(has_model ? [{ type: "note" as const, content: [how] }] : []),
    ],
  };
}

function describeByHand(prd: number): View {
  const text = `No model is configured, so PRD ${prd} is changed by hand.`;
  const edit = { label: "Edit…", call: { name: "prd.edit", input: { prd } }, opens: "dialog" as const };
  return {
    text,
    nodes: [
      { type: "header", text: "Revise" },
      { type: "text", content: [text] },
      { type: "buttons", buttons: [edit] },
    ],
  };
}

function assertModel({ model }: Context, prd: number): void {
  if (!model) throw new UserError(`No model is configured. Change it by hand: /prd edit ${prd}`);
}
