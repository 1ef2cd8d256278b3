import type { Draft } from "./draft.ts";

export type SectionKey = Exclude<keyof Draft, "title" | "more" | "tickets">;

export interface Section {
  key: SectionKey;
  heading: string;
  /** What is asked where nobody has said anything yet. */
  question: string;
}

/** A PRD without a name has one all the same. */
export const UNTITLED = "Untitled";
export const TICKETS_HEADING = "Ticket plan";

/** Every PRD has these, in this order. */
export const SECTIONS: readonly Section[] = [
  { key: "problem", heading: "Problem", question: "Who has which problem, how often, and what does it cost them?" },
  { key: "context", heading: "Context", question: "What is so today, and why is this worth doing now?" },
  { key: "goals", heading: "Goals", question: "What shall be different, and by which figure will that be seen?" },
  { key: "nonGoals", heading: "Non-goals", question: "What is near this and will deliberately not be done?" },
  { key: "users", heading: "Users", question: "Who will use it, and who else is affected?" },
  { key: "requirements", heading: "Requirements", question: "What must it do?" },
  { key: "acceptance", heading: "Acceptance criteria", question: "How does one see that each requirement is met?" },
  { key: "risks", heading: "Risks", question: "What could go wrong, and what would be done then?" },
  { key: "questions", heading: "Open questions", question: "What has to be known before this is built?" },
  { key: "related", heading: "Related work", question: "Which other work touches this?" },
  { key: "rollout", heading: "Rollout", question: "How does it reach people, and how is it taken back?" },
];

const QUESTION_LINE = /^_To be answered: .*_$/;

/** How an empty section looks: a question is no statement, and nobody takes it for one. */
export function questionLine(question: string): string {
  return `_To be answered: ${question}_`;
}

export function isQuestionLine(line: string): boolean {
  return QUESTION_LINE.test(line.trim());
}

/** The section that a heading begins, however it is capitalised. */
export function findSection(heading: string): Section | undefined {
  const asked = heading.trim().toLowerCase();
  return SECTIONS.find((section) => section.heading.toLowerCase() === asked);
}
