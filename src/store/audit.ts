import { insertRows } from "./bulk.ts";
import type { Db, Store } from "./db.ts";
import { eq, inArray, lt } from "./drizzle.ts";
import { createGroupCommit } from "./group-commit.ts";

const FORGOTTEN_MAX = 1_000;

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

/** Forgets what was asked before, a limited number at a time; what became of effects is in the chain, and stays. */
export async function forgetInvocations(store: Store, before: Date): Promise<number> {
  const { invocations } = store.tables;
  const old = store
    .select({ id: invocations.id })
    .from(invocations)
    .where(lt(invocations.at, before))
    .limit(FORGOTTEN_MAX);
  const gone = await store.delete(invocations).where(inArray(invocations.id, old)).returning({ id: invocations.id });
  return gone.length;
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
