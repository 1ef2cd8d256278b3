import type { AnswerDraft, AnswerRating, NewQuestion, Question, QuestionFigures } from "#domain/answer/question";

/** What people asked. A person's questions are theirs: others learn of them in counts alone. */
export interface Questions {
  /** Answers its id; one that the same person asked in the same place within the hour is that one again. */
  remember(question: NewQuestion): Promise<string>;
  find(id: string): Promise<Question | undefined>;
  /** The latest question of a thread that followed none. */
  begunIn(place: string, thread: string): Promise<Question | undefined>;
  /** Somebody's latest question in a place since then that followed none. */
  latestOf(asker: string, place: string, since: Date): Promise<Question | undefined>;
  /** Somebody's latest word counts. */
  rate(rating: AnswerRating): Promise<void>;
  /** What nobody could answer since then, the newest first. */
  unanswered(since: Date, limit: number): Promise<Question[]>;
  figures(since: Date): Promise<QuestionFigures>;
  /** What readers missed, without who they are, the newest first. */
  wordsOfReaders(since: Date, limit: number): Promise<string[]>;
  askedBy(asker: string, limit: number): Promise<Question[]>;
  /** Answers how many there were. */
  forgetAll(asker: string): Promise<number>;
  /** The same is kept once. */
  keepDraft(draft: AnswerDraft): Promise<void>;
  findDraft(id: string): Promise<AnswerDraft | undefined>;
}
