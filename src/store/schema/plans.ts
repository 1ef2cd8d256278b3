import { RATINGS } from "#domain/plan/feedback";
import { type Plan, STAGES } from "#domain/plan/plan";
import type { Columns } from "../dialect.ts";

/** What people want planned, and what readers made of the drafts. */
export function definePlans(columns: Columns) {
  return { plans: defineWishes(columns), draftRatings: defineRatings(columns), draftEdits: defineEdits(columns) };
}

function defineWishes(columns: Columns) {
  const { table, text, integer, instant, index, json, boolean } = columns;
  return table(
    "plans",
    {
      id: text("id").primaryKey(),
      batch: text("batch"),
      /** Within its batch. */
      position: integer("position").notNull(),
      asker: json("asker").$type<Plan["asker"]>().notNull(),
      surface: text("surface").$type<Plan["surface"]>().notNull(),
      place: text("place"),
      thread: text("thread"),
      title: text("title").notNull(),
      wish: json("wish").$type<Plan["wish"]>().notNull(),
      stage: text("stage", { enum: STAGES }).notNull(),
      draft: json("draft").$type<Plan["draft"]>(),
      writer: json("writer").$type<Plan["writer"]>(),
      isTainted: boolean("is_tainted").notNull(),
      questions: json("questions").$type<Plan["questions"]>().notNull(),
      notice: text("notice"),
      prd: integer("prd"),
      version: text("version"),
      createdAt: instant("created_at").notNull(),
      endedAt: instant("ended_at"),
    },
    (plan) => [
      index("plans_batch").on(plan.batch),
      index("plans_created").on(plan.createdAt),
      index("plans_version").on(plan.version),
      index("plans_prd").on(plan.prd),
    ],
  );
}

function defineRatings({ table, text, instant, primaryKey }: Columns) {
  return table(
    "draft_ratings",
    {
      plan: text("plan").notNull(),
      by: text("by").notNull(),
      rating: text("rating", { enum: RATINGS }).notNull(),
      at: instant("at").notNull(),
    },
    (rating) => [primaryKey({ columns: [rating.plan, rating.by] })],
  );
}

function defineEdits({ table, text, integer, instant }: Columns) {
  return table("draft_edits", {
    plan: text("plan").primaryKey(),
    by: text("by").notNull(),
    version: text("version").notNull(),
    added: integer("added").notNull(),
    removed: integer("removed").notNull(),
    patch: text("patch").notNull(),
    at: instant("at").notNull(),
  });
}
