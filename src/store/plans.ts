import { type NewPlan, PLAN_QUEUE, type Plan, type PlanProgress, type Question } from "#domain/plan/plan";
import type { Db, Store } from "./db.ts";
import { and, asc, eq, inArray, isNull, lt } from "./drizzle.ts";
import { enqueue } from "./jobs.ts";

const BATCH_MAX = 100;
const FORGOTTEN_AT_ONCE_MAX = 500;

/** What people want planned (kernel/ports/plans.ts). `wake` has the worker look for the job at once. */
export function createPlans(store: Store, wake: () => void = () => {}) {
  return {
    async begin(plan: NewPlan): Promise<boolean> {
      const isNew = await store.transaction((tx) => begin(tx, plan));
      if (isNew) wake();
      return isNew;
    },
    find: (id: string) => findPlan(store, id),
    async batch(id: string): Promise<Plan[]> {
      const { plans } = store.tables;
      return store.select().from(plans).where(eq(plans.batch, id)).orderBy(asc(plans.position)).limit(BATCH_MAX);
    },
    async ofVersion(version: string): Promise<Plan | undefined> {
      const { plans } = store.tables;
      const made = and(eq(plans.version, version), eq(plans.stage, "done"));
      const [plan] = await store.select().from(plans).where(made).limit(1);
      return plan;
    },
    async questions(prd: number): Promise<Question[]> {
      const { plans } = store.tables;
      const made = and(eq(plans.prd, prd), eq(plans.stage, "done"));
      const rows = await store
        .select({ asked: plans.questions })
        .from(plans)
        .where(made)
        .orderBy(asc(plans.createdAt))
        .limit(BATCH_MAX);
      return rows.flatMap(({ asked }) => asked);
    },
    async advance(id: string, progress: PlanProgress): Promise<Plan | undefined> {
      const { plans } = store.tables;
      const open = and(eq(plans.id, id), isNull(plans.endedAt));
      const [plan] = await store.update(plans).set(progress).where(open).returning();
      return plan;
    },
  };
}

/** Forgets what ended before, with what was said of it, a limited number at a time; answers how many. */
export async function forgetPlans(store: Store, before: Date): Promise<number> {
  return store.transaction(async (tx) => {
    const { plans, draftRatings, draftEdits } = tx.tables;
    const old = await tx
      .select({ id: plans.id })
      .from(plans)
      .where(lt(plans.endedAt, before))
      .limit(FORGOTTEN_AT_ONCE_MAX);
    const ids = old.map(({ id }) => id);
    await tx.delete(draftRatings).where(inArray(draftRatings.plan, ids));
    await tx.delete(draftEdits).where(inArray(draftEdits.plan, ids));
    await tx.delete(plans).where(inArray(plans.id, ids));
    return ids.length;
  });
}

async function begin(tx: Db, plan: NewPlan): Promise<boolean> {
  const { plans } = tx.tables;
  const added = await tx
    .insert(plans)
    .values({ ...plan, stage: "waiting", questions: [] })
    .onConflictDoNothing()
    .returning({ id: plans.id });
  if (added.length === 0) return false;
  await enqueue(tx, { queue: PLAN_QUEUE, key: `plan:${plan.id}`, payload: { plan: plan.id }, runAt: plan.createdAt });
  return true;
}

async function findPlan(db: Db, id: string): Promise<Plan | undefined> {
  const { plans } = db.tables;
  const [plan] = await db.select().from(plans).where(eq(plans.id, id)).limit(1);
  return plan;
}
