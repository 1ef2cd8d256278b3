import type { Cited, Expert } from "#domain/answer/question";
import { RATINGS } from "#domain/plan/feedback";
import type { Columns } from "../dialect.ts";

/** What people asked, what they thought of the answers, and what others answered that is not kept yet. */
export function defineQuestions(columns: Columns) {
  return {
    questions: defineAsked(columns),
    questionRatings: defineRatings(columns),
    answerDrafts: defineDrafts(columns),
  };
}

function defineAsked({ table, text, integer, real, boolean, instant, json, index }: Columns) {
  return table(
    "questions",
    {
      id: text("id").primaryKey(),
      asker: text("asker").notNull(),
      place: text("place"),
      thread: text("thread"),
      isOpen: boolean("is_open").notNull(),
      text: text("text").notNull(),
      follows: text("follows"),
      isAnswered: boolean("is_answered").notNull(),
      mode: text("mode"),
      reason: text("reason"),
      confidence: real("confidence").notNull(),
      missing: json("missing").$type<string[]>().notNull(),
      cited: json("cited").$type<Cited[]>().notNull(),
      experts: json("experts").$type<Expert[]>().notNull(),
      ms: integer("ms").notNull(),
      traceId: text("trace_id").notNull(),
      askedAt: instant("asked_at").notNull(),
    },
    (question) => [
      index("questions_asked").on(question.askedAt),
      index("questions_asker").on(question.asker, question.askedAt),
      index("questions_thread").on(question.place, question.thread),
    ],
  );
}

function defineRatings({ table, text, instant, primaryKey }: Columns) {
  return table(
    "question_ratings",
    {
      question: text("question").notNull(),
      by: text("by").notNull(),
      rating: text("rating", { enum: RATINGS }).notNull(),
      words: text("words"),
      at: instant("at").notNull(),
    },
    (rating) => [primaryKey({ columns: [rating.question, rating.by] })],
  );
}

/** Never changed: what is agreed to is what stands here. */
function defineDrafts({ table, text, boolean, instant, index }: Columns) {
  return table(
    "answer_drafts",
    {
      id: text("id").primaryKey(),
      question: text("question").notNull(),
      answer: text("answer").notNull(),
      author: text("author").notNull(),
      authorName: text("author_name").notNull(),
      asker: text("asker"),
      link: text("link"),
      audience: text("audience").notNull(),
      isTainted: boolean("is_tainted").notNull(),
      createdAt: instant("created_at").notNull(),
    },
    (draft) => [index("answer_drafts_created").on(draft.createdAt)],
  );
}
