import type { StandupAnswer } from "#domain/schedule/answers";

/** A day's standup of a team. */
export interface StandupRef {
  team: string;
  /** The local date of its slot. */
  date: string;
}

/** Who was asked for a day's standup, and what they said. */
export interface Standups {
  /** Of some days, who was asked for them; nobody is asked twice. */
  asked(standup: StandupRef): Promise<string[]>;
  /** Notes that somebody is asked; false where they were asked already. */
  ask(person: string, standup: StandupRef, at: Date): Promise<boolean>;
  answer(answer: StandupAnswer): Promise<void>;
  /** What each said last, as it was known at a moment; the first to answer comes first. */
  answers(standup: StandupRef, at: Date): Promise<StandupAnswer[]>;
  /** What one person said for a day, as it is now. */
  answerOf(person: string, standup: StandupRef): Promise<StandupAnswer | undefined>;
  /** Everything that one person has said and is kept, the newest first. */
  answersBy(person: string): Promise<StandupAnswer[]>;
  /** Forgets what one person said; how many answers that were. */
  forget(person: string): Promise<number>;
}
