import type { Listening, TalkDecision } from "#domain/talk/decision";
import type { Store } from "./db.ts";
import { and, desc, eq, lt } from "./drizzle.ts";

/** What was heard in channels (kernel/ports/talk.ts); what may be heard is asked of `listening`. */
export function createTalk(store: Store, listening: () => Listening) {
  const { talkThreads, talkDecisions } = store.tables;
  return {
    listening,
    async subjectOf(channel: string, thread: string): Promise<string | undefined> {
      const [found] = await store
        .select({ subject: talkThreads.subject })
        .from(talkThreads)
        .where(and(eq(talkThreads.channel, channel), eq(talkThreads.thread, thread)));
      return found?.subject;
    },
    async remember(thread: typeof talkThreads.$inferInsert): Promise<void> {
      const { subject, at } = thread;
      const target = [talkThreads.channel, talkThreads.thread];
      await store.insert(talkThreads).values(thread).onConflictDoUpdate({ target, set: { subject, at } });
    },
    async note(decision: TalkDecision): Promise<void> {
      await store.insert(talkDecisions).values(decision).onConflictDoNothing();
    },
    async decisions({ subject, limit }: { subject?: string | undefined; limit: number }): Promise<TalkDecision[]> {
      return store
        .select()
        .from(talkDecisions)
        .where(subject === undefined ? undefined : eq(talkDecisions.subject, subject))
        .orderBy(desc(talkDecisions.at), desc(talkDecisions.id))
        .limit(limit);
    },
  };
}

/** Forgets what was heard before; answers how many decisions that were. */
export async function forgetTalk(store: Store, before: Date): Promise<number> {
  const { talkThreads, talkDecisions } = store.tables;
  await store.delete(talkThreads).where(lt(talkThreads.at, before));
  const gone = await store
    .delete(talkDecisions)
    .where(lt(talkDecisions.at, before))
    .returning({ id: talkDecisions.id });
  return gone.length;
}
