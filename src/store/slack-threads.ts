import { ASK_EXPERT } from "#domain/answer/question";
import type { Db } from "./db.ts";
import { and, eq } from "./drizzle.ts";

const PLANS_MAX = 100;

/** Threads of drafts with questions, and of questions to somebody who may know (kernel/ports/slack-threads.ts). */
export function createSlackThreads(db: Db) {
  const { prds, plans, talkThreads } = db.tables;
  return {
    async awaits(channel: string, thread: string): Promise<boolean> {
      if (await isQuestion(db, channel, thread)) return true;
      const rows = await db
        .select({ questions: plans.questions })
        .from(prds)
        .innerJoin(plans, and(eq(plans.prd, prds.number), eq(plans.stage, "done")))
        .where(and(eq(prds.place, `slack:${channel}`), eq(prds.thread, thread)))
        .limit(PLANS_MAX);
      return rows.some(({ questions }) => questions.length > 0);
    },
    async isAboutTicket(channel: string, thread: string): Promise<boolean> {
      const isIt = and(eq(talkThreads.channel, channel), eq(talkThreads.thread, thread));
      return (await db.select({ subject: talkThreads.subject }).from(talkThreads).where(isIt)).length > 0;
    },
  };
}

/** Whether the thread began with a question that we brought to somebody. */
async function isQuestion(db: Db, channel: string, thread: string): Promise<boolean> {
  const { slackOutbox, approvals } = db.tables;
  const rows = await db
    .select({ id: approvals.id })
    .from(slackOutbox)
    .innerJoin(approvals, eq(approvals.id, slackOutbox.key))
    .where(and(eq(slackOutbox.lane, channel), eq(slackOutbox.ts, thread), eq(approvals.name, ASK_EXPERT)))
    .limit(1);
  return rows.length > 0;
}
