import type { z } from "zod";

/** What is said to the model in our own words: who it is, and what is asked. Nothing of a stranger belongs in either. */
export interface PromptWords {
  system: string;
  user: string;
}

type Writer<Input> = (input: Input) => PromptWords;

interface PromptBase<Input> {
  /** In kebab case; with its version it names exactly one text for ever. */
  name: string;
  version: number;
  /** What it is for, by which models and costs are told apart: "plan", "ask". */
  task: string;
  /** The longest answer. */
  tokensMax: number;
  /** Wordings to be compared; `base` is used unless another is asked for. */
  variants: { base: Writer<Input>; [name: string]: Writer<Input> };
}

/** Asks for an object. Its schema is strict: every field is there, and absence is null. */
export interface ObjectPrompt<Input, Output> extends PromptBase<Input> {
  output: z.ZodType<Output>;
}

/** Asks for prose. */
export interface ProsePrompt<Input> extends PromptBase<Input> {
  output: null;
}

export type Prompt<Input> = ObjectPrompt<Input, unknown> | ProsePrompt<Input>;

export function defineObjectPrompt<Input, Output>(prompt: ObjectPrompt<Input, Output>): ObjectPrompt<Input, Output> {
  return prompt;
}

export function defineProsePrompt<Input>(prompt: ProsePrompt<Input>): ProsePrompt<Input> {
  return prompt;
}
