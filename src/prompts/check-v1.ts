import { z } from "zod";
import { defineObjectPrompt } from "#domain/model/prompt";

const Answer = z.strictObject({
  /** The word that stands in the source. */
  word: z.string(),
  cites: z.array(z.string()),
});

/** Finds out whether a model reads sources and answers with an object. */
export const check = defineObjectPrompt({
  ...{ name: "check", version: 1, task: "check", tokensMax: 200 },
  output: Answer,
  variants: {
    base: (_input: null) => ({
      system: "You read sources and answer exactly what is asked.",
      user: "Which single word stands in source S1? Answer with the word, and cite the source by its name.",
    }),
  },
});
