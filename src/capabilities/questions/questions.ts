import type { Capability } from "#kernel/capability";
import { askExpert } from "./ask-expert.ts";
import { showGaps } from "./gaps.ts";
import { forgetQuestions, myQuestions } from "./mine.ts";
import { rateAnswer, rateForm } from "./rate.ts";

/** What becomes of questions once they were asked. */
export const questions: readonly Capability[] = [
  rateAnswer,
  rateForm,
  showGaps,
  myQuestions,
  forgetQuestions,
  askExpert,
];
