import type { SectionKey } from "./sections.ts";

export const TEMPLATES = ["standard", "experiment", "migration"] as const;
export type Template = (typeof TEMPLATES)[number];

interface Kind {
  /** What a model is told of this kind of work. */
  words: string;
  /** What is asked otherwise than usual where a section is empty. */
  questions: Partial<Record<SectionKey, string>>;
}

const KINDS: Record<Template, Kind> = {
  standard: { words: "It describes a change of a product.", questions: {} },
  experiment: {
    words:
      "It describes an experiment: goals are hypotheses with the figure that confirms or refutes them, and rollout says who sees it, for how long, and what ends it.",
    questions: {
      goals: "Which assumption is tested, and which figure would confirm or refute it?",
      rollout: "Who sees the experiment, for how long, and what ends it early?",
    },
  },
  migration: {
    words:
      "It describes a migration: requirements say what must stay as it is, and rollout has steps that can each be taken back.",
    questions: {
      requirements: "What must stay exactly as it is, and what may change?",
      rollout: "In which steps is it done, how is each checked, and how is it taken back?",
    },
  },
};

export function describeTemplate(template: Template): string {
  return KINDS[template].words;
}

export function questionsOf(template: Template): Partial<Record<SectionKey, string>> {
  return KINDS[template].questions;
}
