import { insertRows } from "./bulk.ts";
import type { Db, Store } from "./db.ts";
import { createGroupCommit } from "./group-commit.ts";

interface Entry {
  id: string;
  traceId: string;
  invocation: { name: string; input: unknown; actor: { id: string }; origin: { surface: string; place?: string } };
  outcome: string;
  message: string | null;
  ms: number;
  at: Date;
}

/** The kernel's audit port. */
export function createAudit(store: Store, join = createGroupCommit(store)) {
  return { append: join(writeEntries) };
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
