/** How what is proposed comes to happen, from the laxest to the strictest. */
export const MODES = ["auto", "ask", "require_approval"] as const;
export type Mode = (typeof MODES)[number];

/** What a policy can answer: what is denied is never kept as a proposal. */
export const ANSWERS = [...MODES, "deny"] as const;
export type Answer = (typeof ANSWERS)[number];

export function stricter(a: Answer, b: Answer): Answer {
  return isStricter(a, b) ? a : b;
}

export function isStricter(mode: Answer, than: Answer): boolean {
  return ANSWERS.indexOf(mode) > ANSWERS.indexOf(than);
}
