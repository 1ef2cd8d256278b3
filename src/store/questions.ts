import { randomUUIDv7 } from "node:crypto";
import type { AnswerDraft, AnswerRating, NewQuestion, Question, QuestionFigures } from "#domain/answer/question";
import { HOUR_MS } from "#lib/time";
import type { Db, Store } from "./db.ts";
import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lt, type SQL } from "./drizzle.ts";

const FORGOTTEN_AT_ONCE_MAX = 500;
/** Within it the same words are the same question, as when its answer is shown anew. */
const SAME_MS = HOUR_MS;

/** What people asked (kernel/ports/questions.ts). */
export function createQuestions(store: Store) {
  const { questions } = store.tables;
  const newest = async (...of: (SQL | undefined)[]): Promise<Question | undefined> => {
    const [found] = await store
      .select()
      .from(questions)
      .where(and(...of))
      .orderBy(desc(questions.askedAt), desc(questions.id))
      .limit(1);
    return found;
  };
  return {
    remember: (question: NewQuestion) => store.transaction((tx) => remember(tx, question)),
    find: (id: string) => newest(eq(questions.id, id)),
    begunIn: (place: string, thread: string) =>
      newest(eq(questions.place, place), eq(questions.thread, thread), isNull(questions.follows)),
    latestOf: (asker: string, place: string, since: Date) =>
      newest(
        eq(questions.asker, asker),
        eq(questions.place, place),
        gte(questions.askedAt, since),
        isNull(questions.follows),
      ),
    unanswered(since: Date, limit: number): Promise<Question[]> {
      const isMissed = and(eq(questions.isAnswered, false), gte(questions.askedAt, since));
      return store.select().from(questions).where(isMissed).orderBy(desc(questions.askedAt)).limit(limit);
    },
    figures: (since: Date) => countFigures(store, since),
    askedBy: (asker: string, limit: number): Promise<Question[]> =>
      store
        .select()
        .from(questions)
        .where(eq(questions.asker, asker))
        .orderBy(desc(questions.askedAt), desc(questions.id))
        .limit(limit),
    forgetAll: (asker: string) => forgetAll(store, asker),
    ...createReaders(store),
    ...createDrafts(store),
  };
}

/** What readers say of answers. */
function createReaders(store: Store) {
  const { questionRatings } = store.tables;
  return {
    async rate(rating: AnswerRating): Promise<void> {
      const { rating: value, words, at } = rating;
      await store
        .insert(questionRatings)
        .values(rating)
        .onConflictDoUpdate({
          target: [questionRatings.question, questionRatings.by],
          set: { rating: value, words, at },
        });
    },
    async wordsOfReaders(since: Date, limit: number): Promise<string[]> {
      const hasWords = and(isNotNull(questionRatings.words), gte(questionRatings.at, since));
      const rows = await store
        .select({ words: questionRatings.words })
        .from(questionRatings)
        .where(hasWords)
        .orderBy(desc(questionRatings.at))
        .limit(limit);
      return rows.flatMap(({ words }) => words ?? []);
    },
  };
}

function createDrafts(store: Store) {
  const { answerDrafts } = store.tables;
  return {
    async keepDraft(draft: AnswerDraft): Promise<void> {
      await store.insert(answerDrafts).values(draft).onConflictDoNothing();
    },
    async findDraft(id: string): Promise<AnswerDraft | undefined> {
      const [draft] = await store.select().from(answerDrafts).where(eq(answerDrafts.id, id)).limit(1);
      return draft;
    },
  };
}

async function remember(tx: Db, question: NewQuestion): Promise<string> {
  const { questions } = tx.tables;
  const { asker, place, text, askedAt } = question;
  const [same] = await tx
    .select({ id: questions.id })
    .from(questions)
    .where(
      and(
        ...[eq(questions.asker, asker), eq(questions.text, text)],
        place === null ? isNull(questions.place) : eq(questions.place, place),
        gte(questions.askedAt, new Date(askedAt.getTime() - SAME_MS)),
      ),
    )
    .limit(1);
  if (same) {
    await tx.update(questions).set(question).where(eq(questions.id, same.id));
    return same.id;
  }
  const id = randomUUIDv7();
  await tx.insert(questions).values({ id, ...question });
  return id;
}

async function countFigures(db: Db, since: Date): Promise<QuestionFigures> {
  const { questions, questionRatings } = db.tables;
  const countOf = (of: SQL | undefined) => db.$count(questions, and(gte(questions.askedAt, since), of));
  const ratings = await db
    .select({ rating: questionRatings.rating, times: count() })
    .from(questionRatings)
    .where(gte(questionRatings.at, since))
    .groupBy(questionRatings.rating);
  const timesOf = (rating: AnswerRating["rating"]) => ratings.find((one) => one.rating === rating)?.times ?? 0;
  const [asked, answered] = [await countOf(undefined), await countOf(eq(questions.isAnswered, true))];
  return { asked, answered, up: timesOf("up"), down: timesOf("down") };
}

async function forgetAll(store: Store, asker: string): Promise<number> {
  let forgotten = 0;
  for (let turn = -1; turn !== 0; forgotten += turn) {
    turn = await forget(store, eq(store.tables.questions.asker, asker));
  }
  return forgotten;
}

/** Forgets what was asked and drafted before, a limited number at a time; answers how much. */
export async function forgetQuestions(store: Store, before: Date): Promise<number> {
  const { questions, answerDrafts } = store.tables;
  const asked = await forget(store, lt(questions.askedAt, before));
  const old = store
    .select({ id: answerDrafts.id })
    .from(answerDrafts)
    .where(lt(answerDrafts.createdAt, before))
    .limit(FORGOTTEN_AT_ONCE_MAX);
  const gone = await store.delete(answerDrafts).where(inArray(answerDrafts.id, old)).returning({ id: answerDrafts.id });
  return asked + gone.length;
}

function forget(store: Store, which: SQL): Promise<number> {
  return store.transaction(async (tx) => {
    const { questions, questionRatings } = tx.tables;
    const old = await tx.select({ id: questions.id }).from(questions).where(which).limit(FORGOTTEN_AT_ONCE_MAX);
    const ids = old.map(({ id }) => id);
    await tx.delete(questionRatings).where(inArray(questionRatings.question, ids));
    await tx.delete(questions).where(inArray(questions.id, ids));
    return ids.length;
  });
}
