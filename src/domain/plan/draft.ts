/** A goal is kept apart from how one sees that it is reached. */
export interface Goal {
  text: string;
  measure: string | null;
}

/** "R1", which stays with its requirement however the text changes. */
export interface Requirement {
  id: string;
  text: string;
}

/** "A1", and the requirements that it proves. */
export interface Criterion {
  id: string;
  text: string;
  serves: string[];
}

export interface Story {
  /** "T1". */
  id: string;
  title: string;
  body: string;
  acceptance: string[];
  /** The requirements and criteria that it is for. */
  serves: string[];
  estimate: string | null;
  /** The stories that come before it. */
  after: string[];
}

export interface Epic {
  title: string;
  stories: Story[];
}

export interface TicketPlan {
  epics: Epic[];
}

/** What a PRD says, section by section; its form for people is Markdown. */
export interface Draft {
  title: string;
  problem: string;
  context: string;
  goals: Goal[];
  nonGoals: string[];
  users: string[];
  requirements: Requirement[];
  acceptance: Criterion[];
  risks: string[];
  questions: string[];
  related: string[];
  rollout: string[];
  /** Sections that people have added. */
  more: { heading: string; text: string }[];
  tickets: TicketPlan;
}

export const EMPTY_DRAFT: Draft = {
  ...{ title: "", problem: "", context: "", goals: [], nonGoals: [], users: [], requirements: [], acceptance: [] },
  ...{ risks: [], questions: [], related: [], rollout: [], more: [], tickets: { epics: [] } },
};

export const STORY_ID = /^T\d{1,4}$/;

/** "R7" after R1 … R6, whichever of them are in use. */
export function nextId(letter: "R" | "A" | "T", used: Iterable<string>): string {
  const numbers = [...used].flatMap((id) => (id.startsWith(letter) ? Number(id.slice(1)) : []));
  return `${letter}${Math.max(0, ...numbers) + 1}`;
}

/** A text on one line, as a list has it. */
export function toLine(text: string): string {
  return text.toWellFormed().replaceAll("\0", "").replace(/\s+/g, " ").trim();
}
