import type { Db, Store } from "../db.ts";
import { and, eq, inArray, isNull, ne, or } from "../drizzle.ts";
import { createTally } from "./dictionary.ts";
import { dropPassages } from "./passages.ts";

const REMOVED_AT_ONCE_MAX = 50;
/** No reading is called so, so it has seen nothing. */
const NO_RUN = "";

/** False where there is no such document. */
export async function removeDocument(store: Store, source: string, uri: string): Promise<boolean> {
  return store.transaction(async (tx) => {
    const { documents } = tx.tables;
    const found = await tx
      .select({ id: documents.id, title: documents.title, audience: documents.audience })
      .from(documents)
      .where(and(eq(documents.source, source), eq(documents.uri, uri)));
    await drop(tx, found);
    return found.length > 0;
  });
}

/** Removes documents of a source; those that it does not have are passed over. */
export async function removeDocuments(store: Store, source: string, uris: readonly string[]): Promise<number> {
  let removed = 0;
  for (let start = 0; start < uris.length; start += REMOVED_AT_ONCE_MAX) {
    const turn = uris.slice(start, start + REMOVED_AT_ONCE_MAX);
    removed += await store.transaction(async (tx) => {
      const { documents } = tx.tables;
      const found = await tx
        .select({ id: documents.id, title: documents.title, audience: documents.audience })
        .from(documents)
        .where(and(eq(documents.source, source), inArray(documents.uri, turn)));
      await drop(tx, found);
      return found.length;
    });
  }
  return removed;
}

/** Forgets a source with all that came from it; answers how many documents that were. */
export async function removeSource(store: Store, source: string): Promise<number> {
  const removed = await removeUnseen(store, source, NO_RUN);
  const { knowledgeSources } = store.tables;
  await store.delete(knowledgeSources).where(eq(knowledgeSources.key, source));
  return removed;
}

/** Removes what a complete reading of a source has not seen; answers how many documents. */
export async function removeUnseen(store: Store, source: string, run: string): Promise<number> {
  let removed = 0;
  for (let turn = -1; turn !== 0; removed += turn) {
    turn = await store.transaction(async (tx) => {
      const { documents } = tx.tables;
      const gone = await tx
        .select({ id: documents.id, title: documents.title, audience: documents.audience })
        .from(documents)
        .where(unseen(tx, source, run))
        .limit(REMOVED_AT_ONCE_MAX);
      await drop(tx, gone);
      return gone.length;
    });
  }
  return removed;
}

export function unseen({ tables: { documents } }: Db, source: string, run: string) {
  return and(eq(documents.source, source), or(isNull(documents.seenInRun), ne(documents.seenInRun, run)));
}

async function drop(tx: Db, gone: readonly { id: number; title: string; audience: string }[]): Promise<void> {
  if (gone.length === 0) return;
  const { documents } = tx.tables;
  const tally = createTally();
  for (const { audience } of gone) tally.document(audience, -1);
  await dropPassages(tx, gone, tally);
  await tally.write(tx);
  const ids = gone.map(({ id }) => id);
  await tx.delete(documents).where(inArray(documents.id, ids));
}
