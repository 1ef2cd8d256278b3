import type { Db } from "./db.ts";
import { and, eq } from "./drizzle.ts";

const PLANS_MAX = 100;

/** Threads in which a draft with questions is talked about (kernel/ports/slack-threads.ts). */
export function createSlackThreads(db: Db) {
  const { prds, plans } = db.tables;
  return {
    async awaits(channel: string, thread: string): Promise<boolean> {
      const rows = await db
        .select({ questions: plans.questions })
        .from(prds)
        .innerJoin(plans, and(eq(plans.prd, prds.number), eq(plans.stage, "done")))
        .where(and(eq(prds.place, `slack:${channel}`), eq(prds.thread, thread)))
        .limit(PLANS_MAX);
      return rows.some(({ questions }) => questions.length > 0);
    },
  };
}
