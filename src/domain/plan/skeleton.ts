import { type Draft, EMPTY_DRAFT } from "./draft.ts";
import { type Idea, titleOf } from "./idea.ts";
import { toProse } from "./prose.ts";

/** What a person has said, each in its section; what they have not said stays a question. */
export function toSkeleton(idea: Idea, related: string[]): Draft {
  const constraints = toProse(idea.constraints);
  const brought = idea.brought.map(({ text }) => toProse(text)).filter((text) => text !== "");
  return {
    ...EMPTY_DRAFT,
    title: titleOf(idea),
    problem: toProse(idea.idea),
    context: toProse([idea.context, ...brought].join("\n\n")),
    related,
    more: constraints === "" ? [] : [{ heading: "Constraints", text: constraints }],
  };
}
