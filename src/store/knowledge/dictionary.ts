import { stem } from "#domain/knowledge/stem";
import { insertRows } from "../bulk.ts";
import type { Db } from "../db.ts";
import { lte } from "../drizzle.ts";
import type { IndexedWords } from "./prepared.ts";

interface Counted {
  documents: number;
  chunks: number;
  words: number;
}

/** What a transaction adds to the dictionaries and totals of audiences, or takes away from them. */
export function createTally() {
  const words = new Map<string, Map<string, number>>();
  const totals = new Map<string, Counted>();

  function totalOf(audience: string): Counted {
    const total = totals.get(audience) ?? { documents: 0, chunks: 0, words: 0 };
    totals.set(audience, total);
    return total;
  }

  return {
    /** `sign` is 1 for what comes and -1 for what goes. */
    document(audience: string, sign: 1 | -1): void {
      totalOf(audience).documents += sign;
    },
    passage(audience: string, { stems, distinct }: IndexedWords, sign: 1 | -1): void {
      const total = totalOf(audience);
      total.chunks += sign;
      total.words += sign * stems.length;
      const counts = words.get(audience) ?? new Map<string, number>();
      words.set(audience, counts);
      for (const word of distinct) counts.set(word, (counts.get(word) ?? 0) + sign);
    },
    write: (tx: Db) => write(tx, words, totals),
  };
}

export type Tally = ReturnType<typeof createTally>;

/** In the order of the words, so that two writers never wait for each other in turn. */
async function write(tx: Db, words: Map<string, Map<string, number>>, totals: Map<string, Counted>): Promise<void> {
  const rows = [...words].flatMap(([audience, counts]) =>
    [...counts]
      .filter(([, chunks]) => chunks !== 0)
      .map(([word, chunks]) => ({ audience, word, stem: stem(word), chunks })),
  );
  const ordered = rows.sort((a, b) => compare(a.audience, b.audience) || compare(a.word, b.word));
  const adding = { update: ["audience", "word"], adding: ["chunks"] };
  await insertRows(tx, tx.tables.words, { rows: ordered, onConflict: adding });
  if (rows.some(({ chunks }) => chunks < 0)) await tx.delete(tx.tables.words).where(lte(tx.tables.words.chunks, 0));
  const summed = [...totals].map(([audience, total]) => ({ audience, ...total }));
  await insertRows(tx, tx.tables.audiences, {
    rows: summed.sort((a, b) => compare(a.audience, b.audience)),
    onConflict: { update: ["audience"], adding: ["documents", "chunks", "words"] },
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
