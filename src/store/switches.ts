import { appendAudit, lockHead } from "./audit-chain.ts";
import type { Db, Store } from "./db.ts";
import { eq } from "./drizzle.ts";

interface Change {
  name: string;
  isOn: boolean;
  by: string;
  reason: string | null;
  at: Date;
}

/** What a person switched (kernel/ports/approvals.ts). */
export function createSwitches(store: Store) {
  return {
    read: (name: string) => readSwitch(store, name),
    write: (change: Change) =>
      store.transaction(async (tx) => {
        // Before the switch itself, as by all who read it within their change.
        await lockHead(tx);
        const { switches } = tx.tables;
        const { name, ...set } = change;
        await tx.insert(switches).values(change).onConflictDoUpdate({ target: switches.name, set });
        const fact = {
          verb: change.isOn ? `${name}.on` : `${name}.off`,
          subject: name,
          outcome: "done",
          correlationId: name,
        };
        await appendAudit(tx, [{ ...fact, actor: change.by, payload: { reason: change.reason }, at: change.at }]);
      }),
  };
}

async function readSwitch(db: Db, name: string) {
  const { switches } = db.tables;
  const [row] = await db.select().from(switches).where(eq(switches.name, name));
  return row;
}
