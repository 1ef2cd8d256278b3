import { z } from "zod";
import type { Findings, Passage } from "#domain/knowledge/passage";
import { snippetOf } from "#domain/knowledge/snippets";

const Row = z.object({
  id: z.string(),
  parent_id: z.string(),
  /** Orders the rows of one answer, and means nothing beyond. */
  score: z.number(),
  snippet: z.string(),
  meta: z.record(z.string(), z.unknown()).nullable(),
  provenance: z.object({ source: z.string(), url: z.string().nullable() }),
  path: z.string().nullable(),
  url: z.string().nullable(),
  title: z.string(),
  heading: z.string(),
  anchor: z.string().nullable(),
  first_line: z.number(),
  last_line: z.number(),
  text: z.string(),
  trust: z.enum(["member", "anyone"]),
  coverage: z.number(),
  updated_at: z.string().nullable(),
  synced_at: z.string(),
  rank_lexical: z.number().nullable(),
  rank_vector: z.number().nullable(),
});
type Row = z.output<typeof Row>;

export const Found = z.object({
  results: z.array(Row),
  answerable: z.boolean(),
  confidence: z.number(),
  mode: z.enum(["lexical", "hybrid"]),
  corrected: z.array(z.object({ from: z.string(), to: z.string() })),
  took_ms: z.number(),
});
export type Found = z.output<typeof Found>;

const DIGITS = 1e4;

/** As other programs read it. */
export function toFound(findings: Findings, { hasMeta, tookMs }: { hasMeta: boolean; tookMs: number }): Found {
  const { passages, confidence, band, mode, corrected, terms } = findings;
  const stems = new Set(terms.map(({ stem }) => stem));
  return {
    results: passages.map((passage) => toRow(passage, stems, hasMeta)),
    answerable: band === "answer",
    confidence: round(confidence),
    ...{ mode, corrected, took_ms: tookMs },
  };
}

function toRow(passage: Passage, stems: ReadonlySet<string>, hasMeta: boolean): Row {
  const { document, ordinal, heading, anchor, body, score, coverage } = passage;
  const { uri, source, chunks, meta, path, title, trust, updatedAt, syncedAt } = document;
  const url = document.url && linkTo(document.url, anchor);
  return {
    id: chunks > 1 ? `${uri}#c${ordinal}` : uri,
    parent_id: uri,
    score: round(score),
    snippet: snippetOf(body, stems),
    meta: hasMeta ? meta : null,
    provenance: { source: typeof meta?.["source"] === "string" ? meta["source"] : source, url },
    ...{ path, url, title, heading, anchor, text: body, trust, coverage: round(coverage) },
    ...{ first_line: passage.firstLine, last_line: passage.lastLine },
    updated_at: updatedAt?.toISOString() ?? null,
    synced_at: syncedAt.toISOString(),
    rank_lexical: passage.rankLexical,
    rank_vector: passage.rankVector,
  };
}

/** To the heading, unless the address has a place of its own. */
function linkTo(url: string, anchor: string | null): string {
  return anchor === null || url.includes("#") ? url : `${url}#${encodeURIComponent(anchor)}`;
}

function round(value: number): number {
  return Math.round(value * DIGITS) / DIGITS;
}
