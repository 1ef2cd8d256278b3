import type { DraftEdit, DraftRating, VariantFigures } from "#domain/plan/feedback";
import type { Plan } from "#domain/plan/plan";
import type { Db, Store } from "./db.ts";
import { and, asc, desc, eq, getTableColumns, gte, inArray, isNotNull, isNull } from "./drizzle.ts";

const DRAFTS_MAX = 5_000;

/** What readers made of what models wrote (kernel/ports/feedback.ts). */
export function createFeedback(store: Store) {
  return {
    async rate({ plan, by, rating, at }: DraftRating): Promise<void> {
      const { draftRatings } = store.tables;
      await store
        .insert(draftRatings)
        .values({ plan, by, rating, at })
        .onConflictDoUpdate({ target: [draftRatings.plan, draftRatings.by], set: { rating, at } });
    },
    async noteEdit(edit: DraftEdit): Promise<void> {
      await store.insert(store.tables.draftEdits).values(edit).onConflictDoNothing();
    },
    unedited: (since: Date, limit: number) => listUnedited(store, since, limit),
    figures: () => countFigures(store),
  };
}

async function listUnedited(db: Db, since: Date, limit: number): Promise<Plan[]> {
  const { plans, draftEdits } = db.tables;
  const isDraft = and(eq(plans.stage, "done"), isNotNull(plans.writer), isNotNull(plans.version));
  return db
    .select(getTableColumns(plans))
    .from(plans)
    .leftJoin(draftEdits, eq(draftEdits.plan, plans.id))
    .where(and(isDraft, gte(plans.createdAt, since), isNull(draftEdits.plan)))
    .orderBy(asc(plans.createdAt))
    .limit(limit);
}

async function countFigures(db: Db): Promise<VariantFigures[]> {
  const { plans, draftRatings, draftEdits } = db.tables;
  const { id, writer } = plans;
  const drafts = await db
    .select({ id, writer })
    .from(plans)
    .where(isNotNull(writer))
    .orderBy(desc(plans.createdAt))
    .limit(DRAFTS_MAX);
  const ids = drafts.map((draft) => draft.id);
  const ratings = await db.select().from(draftRatings).where(inArray(draftRatings.plan, ids));
  const edits = await db.select().from(draftEdits).where(inArray(draftEdits.plan, ids));
  const prompts = [...new Set(drafts.flatMap((draft) => draft.writer?.prompt ?? []))].sort();
  return prompts.map((prompt) => {
    const own = new Set(drafts.flatMap((draft) => (draft.writer?.prompt === prompt ? draft.id : [])));
    const rated = ratings.filter(({ plan }) => own.has(plan));
    const edited = edits.filter(({ plan }) => own.has(plan));
    return {
      ...{ prompt, drafts: own.size, edited: edited.length },
      up: rated.filter(({ rating }) => rating === "up").length,
      down: rated.filter(({ rating }) => rating === "down").length,
      linesChanged: edited.reduce((sum, { added, removed }) => sum + added + removed, 0),
    };
  });
}
