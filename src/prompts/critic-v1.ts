import { defineObjectPrompt } from "#domain/model/prompt";
import { CriticAnswer } from "#domain/plan/answer";

/** Reads a draft as somebody who has to build it, and asks what nobody could decide for them. */
export const critic = defineObjectPrompt({
  ...{ name: "critic", version: 1, task: "critic", tokensMax: 800 },
  output: CriticAnswer,
  variants: {
    base: (_input: null) => ({
      system: "You review product requirements documents before they are built. You are brief and polite.",
      user: [
        "Which questions must be answered before anybody can begin, because the work would be thrown away otherwise?",
        "Ask two at most, each in one sentence, and none where the document can be built as it is.",
        "Do not ask for what it already says.",
      ].join(" "),
    }),
  },
});
