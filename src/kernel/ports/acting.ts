import type { Sent } from "#domain/acting/noise";
import type { ActingStep, Blocker, HeldBack, StepKind, Suggestion, Wish } from "#domain/acting/records";

/** What rules have done, what they were kept from doing, and what people have said about it. */
export interface Acting {
  /** About these subjects, the oldest first. */
  steps(subjects: readonly string[]): Promise<ActingStep[]>;
  noteSteps(steps: readonly ActingStep[]): Promise<void>;
  /** Messages to people and channels. */
  sentSince(since: Date): Promise<(Sent & { kind: StepKind })[]>;
  holdBack(held: HeldBack): Promise<void>;
  heldBack(since: Date): Promise<HeldBack[]>;
  /** Those in force. */
  wishes(at: Date): Promise<Wish[]>;
  wish(wish: Wish): Promise<void>;
  /** Answers how many there were. */
  endWishes(person: string): Promise<number>;
  /** What people said could not go on at an instant. */
  blockers(at: Date): Promise<Blocker[]>;
  /** A second word about the same subject takes the place of the first. */
  block(blocker: Omit<Blocker, "endedAt">): Promise<Blocker>;
  /** Undefined when nobody had said that it is blocked. */
  unblock(change: { subject: string; by: string; at: Date }): Promise<Blocker | undefined>;
  suggestions(subjects: readonly string[]): Promise<Suggestion[]>;
  suggest(suggestion: Suggestion): Promise<void>;
}
