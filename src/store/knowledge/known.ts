import type { Db } from "../db.ts";
import { and, eq, inArray } from "../drizzle.ts";

const SEEN_AT_ONCE_MAX = 500;

export interface KnownDocument {
  version: string | null;
  audience: string;
}

/** What is known of a source's documents, by their uris. */
export async function listKnown(db: Db, source: string): Promise<Map<string, KnownDocument>> {
  const { documents } = db.tables;
  const { uri, version, audience } = documents;
  const rows = await db.select({ uri, version, audience }).from(documents).where(eq(documents.source, source));
  return new Map(rows.map((row) => [row.uri, row]));
}

/** Notes of documents that they are there, and as they were. */
export async function markSeen(
  db: Db,
  uris: readonly string[],
  { source, run, at }: { source: string; run: string; at: Date },
): Promise<void> {
  const { documents } = db.tables;
  for (let start = 0; start < uris.length; start += SEEN_AT_ONCE_MAX) {
    const turn = uris.slice(start, start + SEEN_AT_ONCE_MAX);
    await db
      .update(documents)
      .set({ syncedAt: at, seenInRun: run })
      .where(and(eq(documents.source, source), inArray(documents.uri, turn)));
  }
}
