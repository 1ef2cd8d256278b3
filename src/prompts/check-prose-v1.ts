import { defineProsePrompt } from "#domain/model/prompt";

/** Finds out whether a model's answer can be read while it is written. */
export const checkProse = defineProsePrompt({
  ...{ name: "check-prose", version: 1, task: "check", tokensMax: 100, output: null },
  variants: {
    base: (_input: null) => ({ system: "You answer in one short sentence.", user: "Say that you are ready." }),
  },
});
