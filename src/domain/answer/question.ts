import type { Rating } from "../plan/feedback.ts";

/** The effect by which somebody is asked; replies in the thread of its message are theirs. */
export const ASK_EXPERT = "experts.ask";

/** The source of the documents that people's answers became. */
export const ANSWERS = "answers";

/** Somebody who may know, as was said to whoever asked. */
export interface Expert {
  /** A plain name: nobody is notified by it. */
  name: string;
  reason: string;
  /** By which they can be asked; null where nobody knows it. */
  slack: string | null;
}

/** A passage that an answer rests on, and what it said then. */
export interface Cited {
  source: string;
  uri: string;
  hash: string;
}

/** A question with what became of it. */
export interface Question {
  id: string;
  /** An actor's id. */
  asker: string;
  /** "slack:C024"; null outside chat. */
  place: string | null;
  /** Of the place; null where it was asked in none. */
  thread: string | null;
  /** Whether everybody in the workspace could read it where it was asked. */
  isOpen: boolean;
  text: string;
  /** The question before it that it takes along. */
  follows: string | null;
  isAnswered: boolean;
  /** Written by a model, or quoted; null where it was not answered. */
  mode: string | null;
  /** Why it was not answered. */
  reason: string | null;
  confidence: number;
  /** The words of the question that no passage had. */
  missing: string[];
  cited: Cited[];
  experts: Expert[];
  ms: number;
  traceId: string;
  askedAt: Date;
}

export type NewQuestion = Omit<Question, "id">;

/** What a reader says of an answer. */
export interface AnswerRating {
  question: string;
  by: string;
  rating: Rating;
  words: string | null;
  at: Date;
}

/** How many questions were asked of late, and what became of them; nothing in it is about a person. */
export interface QuestionFigures {
  asked: number;
  answered: number;
  up: number;
  down: number;
}

/** What somebody answered to a question, before anybody has agreed that it is kept. Nothing of it is ever found. */
export interface AnswerDraft {
  id: string;
  question: string;
  /** Word for word. */
  answer: string;
  /** An actor's id, and a name. */
  author: string;
  authorName: string;
  /** Who had asked, as an actor's id; null where nobody knows. */
  asker: string | null;
  link: string | null;
  /** Whose document it would become. */
  audience: string;
  /** Whether words of strangers may be in it. */
  isTainted: boolean;
  createdAt: Date;
}
