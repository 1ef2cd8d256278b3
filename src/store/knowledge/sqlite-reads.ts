import type { Database } from "better-sqlite3";
import type { Ranked } from "#domain/knowledge/ranking";
import { CANDIDATES_MAX, type Candidate, LENGTHS_APART_MAX, letterPairs } from "#domain/knowledge/typos";
import type { IndexReads, Totals } from "./index-reads.ts";
import { LOADED_COLUMNS, type LoadedRow, toLoaded } from "./loaded-row.ts";

const ALLOWED = "audience in (select value from json_each(@audiences))";
const TOTALS = `select coalesce(sum(chunks), 0) as chunks, coalesce(sum(words), 0) as words from audiences where ${ALLOWED}`;
const PASSAGES_WITH = `select stem, sum(chunks) as chunks from words
  where stem in (select value from json_each(@stems)) and ${ALLOWED} group by stem`;
/** Joined and not looked up in a subquery, which would have the match run anew for each passage. */
export const RANK = `select chunks.id as chunk, chunks.document as document, -chunk_fts.rank as strength
  from chunk_fts join chunks on chunks.id = chunk_fts.rowid
  where chunk_fts match @terms and chunks.${ALLOWED} order by chunk_fts.rank, chunks.id limit @limit`;
const LOAD = `select ${LOADED_COLUMNS} from chunks
  join chunk_texts on chunk_texts.chunk = chunks.id join documents on documents.id = chunks.document
  where chunks.id in (select value from json_each(@chunks)) and chunks.${ALLOWED}`;

/** The index as a connection to SQLite reads it; for a thread of its own, because each read takes its time at once. */
export function createSqliteReads(connection: Database): IndexReads {
  const totals = connection.prepare(TOTALS);
  const passagesWith = connection.prepare(PASSAGES_WITH);
  const rank = connection.prepare(RANK);
  const load = connection.prepare(LOAD);
  return {
    totals: async (audiences) => totals.get({ audiences: JSON.stringify(audiences) }) as Totals,
    async passagesWith(audiences, stems) {
      const given = { audiences: JSON.stringify(audiences), stems: JSON.stringify(stems) };
      const rows = passagesWith.all(given) as { stem: string; chunks: number }[];
      return new Map(rows.map(({ stem, chunks }) => [stem, chunks]));
    },
    similar: async (audiences, word) => findSimilar(connection, audiences, word),
    async rank({ audiences, stems, limit }) {
      const terms = stems.map((stem) => `"${stem.replaceAll('"', '""')}"`).join(" OR ");
      return rank.all({ audiences: JSON.stringify(audiences), terms, limit }) as Ranked[];
    },
    async load(audiences, chunks) {
      const given = { audiences: JSON.stringify(audiences), chunks: JSON.stringify(chunks) };
      return (load.all(given) as LoadedRow[]).map(toLoaded);
    },
  };
}

function findSimilar(connection: Database, audiences: readonly string[], word: string): Candidate[] {
  const pairs = letterPairs(word);
  const shared = pairs.map(() => "(instr('^' || word || '$', ?) > 0)").join(" + ");
  const similar = connection.prepare(`select word, sum(chunks) as chunks from words
    where audience in (select value from json_each(?)) and length(word) between ? and ?
    group by word having ${shared} > 0 order by ${shared} desc, word limit ${CANDIDATES_MAX}`);
  const lengths = [word.length - LENGTHS_APART_MAX, word.length + LENGTHS_APART_MAX];
  return similar.all(JSON.stringify(audiences), ...lengths, ...pairs, ...pairs) as Candidate[];
}
