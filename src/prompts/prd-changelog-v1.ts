import { z } from "zod";
import { defineObjectPrompt } from "#domain/model/prompt";

const SUMMARY_LENGTH_MAX = 1_200;

const Answer = z.strictObject({
  /** What changed in substance, for somebody who knows the document. */
  summary: z.string().min(1).max(SUMMARY_LENGTH_MAX),
  cites: z.array(z.string()),
});

/** Says in a few sentences what the differences between two versions of a document mean. */
export const prdChangelog = defineObjectPrompt({
  ...{ name: "prd-changelog", version: 1, task: "changelog", tokensMax: 500 },
  output: Answer,
  variants: {
    base: (_input: null) => ({
      system: [
        "You tell an engineering team what changed in a product requirements document.",
        "Say only what the differences show; invent no reasons, figures, names or dates. Name no people, and write no links.",
      ].join(" "),
      user: [
        "Source S1 holds the differences: lines with + came, lines with - went.",
        "Say in at most four sentences what changed in substance. Cite the source by its name.",
      ].join(" "),
    }),
  },
});
