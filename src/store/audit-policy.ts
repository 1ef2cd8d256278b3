import { appendAudit, lockHead } from "./audit-chain.ts";
import type { Store } from "./db.ts";
import { desc, eq } from "./drizzle.ts";

const SUBJECT = "policy";

export interface LoadedPolicy {
  hash: string;
  /** Why a changed file is not in force, or null. */
  problem: string | null;
}

/** Notes which policy is in force, and whether a changed one was refused; what was noted last is not noted again. */
export async function notePolicy(store: Store, { hash, problem }: LoadedPolicy, at: Date): Promise<void> {
  await store.transaction(async (tx) => {
    await lockHead(tx);
    const { auditEvents } = tx.tables;
    const outcome = problem === null ? "in force" : "refused";
    const ofPolicy = tx.select().from(auditEvents).where(eq(auditEvents.subject, SUBJECT));
    const [last] = await ofPolicy.orderBy(desc(auditEvents.seq)).limit(1);
    if (last?.correlationId === hash && last.outcome === outcome) return;
    const about = { verb: "loaded", subject: SUBJECT, actor: "file", correlationId: hash, outcome };
    await appendAudit(tx, [{ ...about, payload: { hash, problem }, at }]);
  });
}
