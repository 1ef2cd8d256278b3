import { z } from "zod";
import { defineObjectPrompt } from "#domain/model/prompt";

const STEPS_MAX = 5;

const Answer = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        /** A name of the list. */
        name: z.string(),
        /** Its input, as the text of a JSON object. */
        input: z.string(),
      }),
    )
    .max(STEPS_MAX),
});

/** Turns what a person asks for into steps. It sees what can be done and the person's own words, and nobody else's. */
export const assistant = defineObjectPrompt({
  ...{ name: "assistant", version: 1, task: "assistant", tokensMax: 800 },
  output: Answer,
  variants: {
    base: (menu: string) => ({
      system: [
        "You choose what an engineering team's assistant does for what a member asks. These are all the things it can do,",
        "a line each: its name, what it is for, and the fields of its input.",
        "",
        menu,
      ].join("\n"),
      user: [
        `Source S1 is what the member asks for. Answer with the steps that serve it, in order, ${STEPS_MAX} at most, and with`,
        "no step where nothing of the list serves it. The input of a step is the text of a JSON object with fields of that",
        "line alone; leave out what was not said, and make up no names, numbers or words.",
      ].join(" "),
    }),
  },
});
