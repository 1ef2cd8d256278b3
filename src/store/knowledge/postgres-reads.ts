import { idf } from "#domain/knowledge/coverage";
import type { Ranked } from "#domain/knowledge/ranking";
import { CANDIDATES_MAX, LENGTHS_APART_MAX, letterPairs } from "#domain/knowledge/typos";
import type { Db } from "../db.ts";
import { type SQL, sql } from "../drizzle.ts";
import type { IndexReads, RankQuery } from "./index-reads.ts";
import { LOADED_COLUMNS, type LoadedRow, toLoaded } from "./loaded-row.ts";

/** Of BM25, as FTS5 on SQLite has them. */
const K1 = 1.2;
const B = 0.75;

/** The index as Postgres reads it. Every list is one parameter, so that the text of a query is always the same. */
export function createPostgresReads(db: Db): IndexReads {
  return {
    async totals(audiences) {
      const [totals] = await db.rows<{ chunks: string; words: string }>(sql`select coalesce(sum(chunks), 0) as chunks,
        coalesce(sum(words), 0) as words from audiences where audience = any(${textArray(audiences)})`);
      return { chunks: Number(totals?.chunks ?? 0), words: Number(totals?.words ?? 0) };
    },
    async passagesWith(audiences, stems) {
      const rows = await db.rows<{ stem: string; chunks: string }>(sql`select stem, sum(chunks) as chunks from words
        where stem = any(${textArray(stems)}) and audience = any(${textArray(audiences)}) group by stem`);
      return new Map(rows.map(({ stem, chunks }) => [stem, Number(chunks)]));
    },
    async similar(audiences, word) {
      const [from, to] = [word.length - LENGTHS_APART_MAX, word.length + LENGTHS_APART_MAX];
      const rows = await db.rows<{ word: string; chunks: string }>(sql`select known.word, known.chunks from
        (select word, sum(chunks) as chunks from words where audience = any(${textArray(audiences)})
          and length(word) between ${from} and ${to} group by word) as known,
        lateral (select count(*) as shared from unnest(${textArray(letterPairs(word))}) as pair
          where strpos('^' || known.word || '$', pair) > 0) as counted
        where shared > 0 order by shared desc, known.word limit ${CANDIDATES_MAX}`);
      return rows.map((row) => ({ word: row.word, chunks: Number(row.chunks) }));
    },
    async rank(asked) {
      const rows = await db.rows<Omit<Required<Ranked>, "chunk"> & { chunk: string }>(writeRank(asked));
      return rows.map(({ chunk, document, strength }) => ({ chunk: Number(chunk), document, strength }));
    },
    async load(audiences, chunks) {
      const rows = await db.rows<LoadedRow>(sql`select ${sql.raw(LOADED_COLUMNS)} from chunks
        join chunk_texts on chunk_texts.chunk = chunks.id join documents on documents.id = chunks.document
        where chunks.id = any(${sql.param(`{${chunks.join(",")}}`)}::bigint[])
        and chunks.audience = any(${textArray(audiences)})`);
      return rows.map(toLoaded);
    },
  };
}

function writeRank({ audiences, stems, totals, passagesWith, limit }: RankQuery): SQL {
  const weights = stems.map((stem) => idf({ chunks: totals.chunks, passagesWith }, stem));
  const length = totals.chunks === 0 ? 1 : totals.words / totals.chunks;
  return sql`with asked as (
      select * from unnest(${textArray(stems)}, ${sql.param(`{${weights.join(",")}}`)}::float8[]) as given(stem, weight))
    select chunks.id as chunk, chunks.document, sum(asked.weight * postings.times * ${K1 + 1}::float8 /
      (postings.times + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * chunks.words / ${length}::float8))) as strength
    from asked join postings on postings.stem = asked.stem join chunks on chunks.id = postings.chunk
    where chunks.audience = any(${textArray(audiences)})
    group by chunks.id, chunks.document
    order by strength desc, chunks.id
    limit ${limit}`;
}

/** As the driver would write it; drizzle would make a parameter of each item. */
function textArray(values: readonly string[]): SQL {
  const items = values.map((value) => `"${value.replace(/(["\\])/g, "\\$1")}"`);
  return sql`${sql.param(`{${items.join(",")}}`)}::text[]`;
}
