/** What rules have done, and what people have said about being asked, as it is kept. */

export const STEP_KINDS = ["nudge", "label", "ticket", "reviewer", "escalation", "question"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One thing a rule did about one signal. */
export interface ActingStep {
  /** The id of the invocation; a nudge that speaks of several subjects has a step for each. */
  invocation: string;
  signalId: string;
  subject: string;
  kind: StepKind;
  /** The login that was asked, the label, or the rung. */
  detail: string;
  /** "slack:U024" or "slack:C024"; empty where nobody was written to. */
  recipient: string;
  at: Date;
}

/** A message to somebody who has had enough of them for now; the next report shows it. */
export interface HeldBack {
  recipient: string;
  signalId: string;
  subject: string;
  /** In words of ours. */
  words: string;
  at: Date;
}

/** Somebody who does not want to be asked: about one subject, or, where it is empty, about anything. */
export interface Wish {
  /** A person's id. */
  person: string;
  subject: string;
  /** Null: until they say otherwise. */
  until: Date | null;
  by: string;
  at: Date;
}

/** A person's word that something cannot go on. */
export interface Blocker {
  subject: string;
  why: string;
  /** An actor's id. */
  by: string;
  at: Date;
  endedAt: Date | null;
}

/** Who might review a pull request. */
export interface Suggestion {
  subject: string;
  login: string;
  /** "owns 3 of 4 changed files, has 1 review open". */
  reason: string;
  at: Date;
}
