import { defineObjectPrompt } from "#domain/model/prompt";
import { PlanAnswer } from "#domain/plan/answer";
import { RULES } from "#domain/plan/rules";

/** The same document, changed as somebody asked. */
export const planRevise = defineObjectPrompt({
  ...{ name: "plan-revise", version: 1, task: "plan", tokensMax: 6_000 },
  output: PlanAnswer,
  variants: {
    base: (_input: null) => ({
      system: `You revise product requirements documents of an engineering team. ${RULES}`,
      user: [
        "Source S1 is the document, source S2 says what to change in it. Write the whole document anew with that change,",
        "and leave everything else as it is, word for word. What stays keeps its id; what is new gets an unused one.",
      ].join(" "),
    }),
  },
});
