import { createBatch } from "#lib/batch";
import type { Store } from "./db.ts";

interface Entry {
  id: string;
  traceId: string;
  invocation: { name: string; input: unknown; actor: { id: string }; origin: { surface: string; place?: string } };
  outcome: string;
  message: string | null;
  ms: number;
  at: Date;
}

/** The kernel's audit port. Entries that come together share one commit. */
export function createAudit(store: Store) {
  const { invocations } = store.tables;

  async function write(entries: Entry[]): Promise<undefined[]> {
    await store.insert(invocations).values(entries.map(toRow)).onConflictDoNothing();
    return entries.map(() => undefined);
  }

  return { append: createBatch(write) };
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
