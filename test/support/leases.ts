import type { Store } from "#store/db";
import { and, eq, gt } from "#store/drizzle";

/** As if the leases of a process that is dead had run out: of its jobs, and of what it was sending to Slack. */
export async function releaseLeases(store: Store): Promise<void> {
  const { jobs, slackOutbox } = store.tables;
  const now = new Date();
  await store
    .update(jobs)
    .set({ runAt: now })
    .where(and(eq(jobs.state, "ready"), gt(jobs.attempt, 0)));
  await store.update(slackOutbox).set({ notBefore: now }).where(eq(slackOutbox.state, "sending"));
}
