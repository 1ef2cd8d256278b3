import { defineObjectPrompt } from "#domain/model/prompt";
import { PlanAnswer } from "#domain/plan/answer";
import { RULES } from "#domain/plan/rules";
import { describeTemplate, type Template } from "#domain/plan/template";

/** From an idea to a PRD with its tickets. */
export const plan = defineObjectPrompt({
  ...{ name: "plan", version: 1, task: "plan", tokensMax: 6_000 },
  output: PlanAnswer,
  variants: {
    base: ({ template }: { template: Template }) => ({
      system: `You turn ideas of an engineering team into product requirements documents. ${RULES}`,
      user: `Write the document for the idea in the sources. ${describeTemplate(template)}`,
    }),
    lean: ({ template }: { template: Template }) => ({
      system: `You turn ideas of an engineering team into product requirements documents of one page. ${RULES}`,
      user: [
        `Write the document for the idea in the sources. ${describeTemplate(template)}`,
        "At most three goals, five requirements and six stories: leave out what could be done later, and say so in non_goals.",
      ].join(" "),
    }),
  },
});
