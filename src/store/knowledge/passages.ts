import { insertRows } from "../bulk.ts";
import type { Db } from "../db.ts";
import { inArray, sql } from "../drizzle.ts";
import type { Tally } from "./dictionary.ts";
import { indexWords, type Prepared } from "./prepared.ts";

const IDS_AT_ONCE_MAX = 500;
const POSTINGS_AT_ONCE_MAX = 5_000;
const INSERT_FTS = "insert into chunk_fts (rowid, stems) values (?, ?)";
const INSERT_POSTINGS = `insert into postings (stem, chunk, times) select c0, c1::bigint, c2::integer
  from unnest($1::text[], $2::text[], $3::text[]) as given(c0, c1, c2)`;

/** A document that was written, by its id. */
export interface Written extends Prepared {
  id: number;
}

/** Writes the passages of documents that have none. */
export async function addPassages(tx: Db, documents: readonly Written[], tally: Tally): Promise<void> {
  const pieces = documents.flatMap(({ id, document: { audience }, cut, words }) =>
    cut.chunks.map((piece, index) => {
      const indexed = words[index] ?? { stems: [], distinct: [] };
      tally.passage(audience, indexed, 1);
      return { ...piece, document: id, audience, words: indexed.stems.length, stems: indexed.stems };
    }),
  );
  const returned = await insertRows(tx, tx.tables.chunks, {
    rows: pieces,
    columns: ["document", "ordinal", "audience", "words"],
    onConflict: "nothing",
    returning: ["id", "document", "ordinal"],
  });
  const ids = new Map(returned.map(([id, document, ordinal]) => [`${document}#${ordinal}`, Number(id)]));
  const numbered = pieces.map((piece) => ({ ...piece, chunk: ids.get(`${piece.document}#${piece.ordinal}`) ?? 0 }));
  await insertRows(tx, tx.tables.chunkTexts, { rows: numbered, onConflict: "nothing" });
  await (tx.dialect === "sqlite" ? addStems(tx, numbered) : addPostings(tx, numbered));
}

interface Indexed {
  chunk: number;
  stems: readonly string[];
}

async function addStems(tx: Db, indexed: readonly Indexed[]): Promise<void> {
  for (let start = 0; start < indexed.length; start += IDS_AT_ONCE_MAX) {
    const turn = indexed.slice(start, start + IDS_AT_ONCE_MAX);
    await tx.insertMany(
      INSERT_FTS,
      turn.map(({ chunk, stems }) => [chunk, stems.join(" ")]),
    );
  }
}

async function addPostings(tx: Db, indexed: readonly Indexed[]): Promise<void> {
  const rows = indexed.flatMap(({ chunk, stems }) =>
    [...countEach(stems)].map(([stem, times]) => [stem, String(chunk), String(times)]),
  );
  for (let start = 0; start < rows.length; start += POSTINGS_AT_ONCE_MAX) {
    await tx.insertMany(INSERT_POSTINGS, rows.slice(start, start + POSTINGS_AT_ONCE_MAX));
  }
}

function countEach(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** Takes back all that is indexed of documents; their own rows stay. */
export async function dropPassages(tx: Db, documents: readonly { id: number; title: string }[], tally: Tally) {
  for (const document of documents) {
    const { chunks, chunkTexts } = tx.tables;
    const pieces = await tx
      .select({ id: chunks.id, audience: chunks.audience, heading: chunkTexts.heading, body: chunkTexts.body })
      .from(chunks)
      .innerJoin(chunkTexts, sql`${chunkTexts.chunk} = ${chunks.id}`)
      .where(inArray(chunks.document, [document.id]));
    for (const piece of pieces) tally.passage(piece.audience, indexWords(document.title, piece), -1);
    await dropChunks(
      tx,
      pieces.map(({ id }) => id),
    );
  }
}

async function dropChunks(tx: Db, ids: readonly number[]): Promise<void> {
  const { chunks, chunkTexts, chunkVectors } = tx.tables;
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE_MAX) {
    const turn = ids.slice(start, start + IDS_AT_ONCE_MAX);
    const list = sql.join(
      turn.map((id) => sql`${id}`),
      sql`, `,
    );
    const words =
      tx.dialect === "sqlite"
        ? sql`delete from chunk_fts where rowid in (${list})`
        : sql`delete from postings where chunk in (${list})`;
    await tx.rows(words);
    // Numbers of passages are given again: none may come to the vector of another.
    await tx.delete(chunkVectors).where(inArray(chunkVectors.chunk, turn));
    await tx.delete(chunkTexts).where(inArray(chunkTexts.chunk, turn));
    await tx.delete(chunks).where(inArray(chunks.id, turn));
  }
}
