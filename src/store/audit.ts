import { insertRows } from "./bulk.ts";
import type { Db, Store } from "./db.ts";
import { eq } from "./drizzle.ts";
import { createGroupCommit } from "./group-commit.ts";

interface Entry {
  id: string;
  traceId: string;
  invocation: { name: string; input: unknown; actor: { id: string }; origin: { surface: string; place?: string } };
  outcome: string;
  message: string | null;
  result: unknown;
  ms: number;
  at: Date;
}

/** The kernel's audit port. */
export function createAudit(store: Store, join = createGroupCommit(store)) {
  const { invocations } = store.tables;
  const { outcome, message, result } = invocations;
  return {
    append: join(writeEntries),
    async find(id: string) {
      const [entry] = await store.select({ outcome, message, result }).from(invocations).where(eq(invocations.id, id));
      return entry;
    },
  };
}

async function writeEntries(tx: Db, entries: Entry[]): Promise<undefined[]> {
  await insertRows(tx, tx.tables.invocations, { rows: entries.map(toRow), onConflict: "nothing" });
  return entries.map(() => undefined);
}

function toRow({ invocation, ...entry }: Entry) {
  const { name, input, actor, origin } = invocation;
  return {
    ...entry,
    name,
    input: input ?? null,
    actor: actor.id,
    surface: origin.surface,
    place: origin.place ?? null,
  };
}
