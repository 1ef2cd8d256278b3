import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

/** How changes get to people, and what became of that: computed from the facts as they are folded. */
export function defineDelivery(columns: Columns) {
  return {
    changes: defineChanges(columns),
    attributions: defineAttributions(columns),
    corrections: defineCorrections(columns),
  };
}

/** A merged pull request: what happened on its way, and the deployment that first shipped it. */
function defineChanges({ table, text, integer, json, instant, index }: Columns) {
  return table(
    "changes",
    {
      ref: text("ref").primaryKey(),
      repo: text("repo").notNull(),
      base: text("base").notNull(),
      author: text("author").notNull(),
      authorKind: text("author_kind", { enum: ["human", "bot"] }).notNull(),
      openedAt: instant("opened_at").notNull(),
      clockStart: instant("clock_start").notNull(),
      firstCommitAt: instant("first_commit_at"),
      firstReviewAt: instant("first_review_at"),
      approvedAt: instant("approved_at"),
      rework: integer("rework").notNull(),
      mergedAt: instant("merged_at").notNull(),
      mergeSha: text("merge_sha"),
      /** The pull request or commit that it takes back. */
      reverts: text("reverts"),
      fixes: json("fixes").$type<string[]>().notNull(),
      deployment: text("deployment"),
      shippedAt: instant("shipped_at"),
      shipRule: text("ship_rule", { enum: ["ancestry", "branch"] }),
    },
    (change) => [
      index("changes_merged").on(change.repo, change.mergedAt),
      index("changes_shipped").on(change.repo, change.shippedAt),
      index("changes_base").on(change.repo, change.base),
      index("changes_sha").on(change.mergeSha),
      index("changes_reverting").on(change.deployment).where(sql`reverts is not null`),
      index("changes_reverts").on(change.repo, change.mergedAt).where(sql`reverts is not null`),
    ],
  );
}

/** Which deployment an incident failed, and which mended it. */
function defineAttributions({ table, text, instant, index }: Columns) {
  return table(
    "attributions",
    {
      ref: text("ref").primaryKey(),
      repo: text("repo").notNull(),
      openedAt: instant("opened_at").notNull(),
      resolvedAt: instant("resolved_at"),
      /** Null where nothing tells, or somebody said that no deployment did. */
      deployment: text("deployment"),
      causeRule: text("cause_rule", { enum: ["manual", "revert", "latest"] }),
      fixedBy: text("fixed_by"),
    },
    (attribution) => [
      index("attributions_deployment").on(attribution.deployment),
      index("attributions_fixed").on(attribution.fixedBy),
      index("attributions_repo").on(attribution.repo, attribution.resolvedAt),
    ],
  );
}

/** What people said of a deployment or an incident, the latest of each. */
function defineCorrections({ table, text, boolean, instant }: Columns) {
  return table("corrections", {
    subject: text("subject").primaryKey(),
    version: text("version").notNull(),
    at: instant("at").notNull(),
    by: text("by").notNull(),
    kind: text("kind", { enum: ["normal", "hotfix", "rollback"] }),
    /** The deployment behind an incident, or "none". */
    cause: text("cause"),
    /** Whether it never happened. */
    isVoid: boolean("is_void").notNull(),
  });
}
