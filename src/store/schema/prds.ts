import { randomUUIDv7 } from "node:crypto";
import { type PrdOrigin, STATES, VERDICTS } from "#domain/prd/prd";
import type { Columns } from "../dialect.ts";

/** PRDs with all that they ever said, and what became of it. */
export function definePrds(columns: Columns) {
  return {
    prds: definePrd(columns),
    prdTexts: defineTexts(columns),
    prdVersions: defineVersions(columns),
    prdBranches: defineBranches(columns),
    prdReviews: defineReviews(columns),
    prdComments: defineComments(columns),
    prdLinks: defineLinks(columns),
  };
}

function definePrd({ table, counter, text, json, instant, uniqueIndex, index }: Columns) {
  return table(
    "prds",
    {
      /** Short, for people: /prd show 3. */
      number: counter("number").primaryKey(),
      id: text("id").notNull().$defaultFn(randomUUIDv7),
      title: text("title").notNull(),
      project: text("project"),
      state: text("state", { enum: STATES }).notNull().default("draft"),
      createdBy: text("created_by").notNull(),
      createdAt: instant("created_at").notNull(),
      place: text("place"),
      thread: text("thread"),
      origin: json("origin").$type<PrdOrigin>().notNull(),
    },
    (prd) => [
      uniqueIndex("prds_id").on(prd.id),
      index("prds_state").on(prd.state),
      index("prds_thread").on(prd.place, prd.thread),
    ],
  );
}

/** Each text once, under its hash: what is restored, or joined from what was there, is not kept again. */
function defineTexts({ table, text }: Columns) {
  return table("prd_texts", { hash: text("hash").primaryKey(), text: text("text").notNull() });
}

/** Never changed: the id is a hash of all of it. */
function defineVersions({ table, text, json, integer, uniqueIndex }: Columns) {
  return table(
    "prd_versions",
    {
      id: text("id").primaryKey(),
      prd: text("prd").notNull(),
      /** Counted from 1 in each PRD. */
      number: integer("number").notNull(),
      parents: json("parents").$type<string[]>().notNull(),
      textHash: text("text_hash").notNull(),
      author: text("author").notNull(),
      message: text("message").notNull(),
      /** ISO, as it went into the id. */
      at: text("at").notNull(),
    },
    (version) => [uniqueIndex("prd_versions_number").on(version.prd, version.number)],
  );
}

function defineBranches({ table, text, instant, primaryKey }: Columns) {
  return table(
    "prd_branches",
    {
      prd: text("prd").notNull(),
      name: text("name").notNull(),
      head: text("head").notNull(),
      createdBy: text("created_by").notNull(),
      createdAt: instant("created_at").notNull(),
    },
    (branch) => [primaryKey({ columns: [branch.prd, branch.name] })],
  );
}

function defineReviews({ table, counter, text, instant, index }: Columns) {
  return table(
    "prd_reviews",
    {
      number: counter("number").primaryKey(),
      prd: text("prd").notNull(),
      version: text("version").notNull(),
      branch: text("branch").notNull(),
      verdict: text("verdict", { enum: VERDICTS }).notNull(),
      by: text("by").notNull(),
      comment: text("comment"),
      at: instant("at").notNull(),
    },
    (review) => [index("prd_reviews_prd").on(review.prd)],
  );
}

function defineComments({ table, counter, text, instant, index }: Columns) {
  return table(
    "prd_comments",
    {
      number: counter("number").primaryKey(),
      prd: text("prd").notNull(),
      version: text("version").notNull(),
      section: text("section"),
      by: text("by").notNull(),
      text: text("text").notNull(),
      at: instant("at").notNull(),
    },
    (comment) => [index("prd_comments_prd").on(comment.prd)],
  );
}

/** From requirements to tickets. */
function defineLinks({ table, text, instant, primaryKey, index }: Columns) {
  return table(
    "prd_links",
    {
      prd: text("prd").notNull(),
      requirement: text("requirement").notNull(),
      ref: text("ref").notNull(),
      title: text("title").notNull(),
      url: text("url"),
      version: text("version").notNull(),
      by: text("by").notNull(),
      at: instant("at").notNull(),
    },
    (link) => [primaryKey({ columns: [link.prd, link.requirement, link.ref] }), index("prd_links_ref").on(link.ref)],
  );
}
