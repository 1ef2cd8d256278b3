import { termsOf } from "../knowledge/terms.ts";

/** So few telling words stand on nothing of their own. */
const TERMS_MAX = 2;
const CONTINUES = /^(?:and|or|but|also|then|so|what about|how about|what if|same|the same|why not|und|oder)\b/i;
const POINTS_BACK = /\b(?:it|its|that|this|these|those|them|there|one)\b/i;

/** Whether a question makes sense only together with the one before it: "And on Postgres?", "How long does that take?" */
export function isFollowUp(question: string): boolean {
  const text = question.trim();
  return CONTINUES.test(text) || POINTS_BACK.test(text) || termsOf(text).length <= TERMS_MAX;
}

/** What is asked for, with the question before it. */
export function joinQuestions(earlier: string, question: string): string {
  return `${question}\n${earlier}`;
}
