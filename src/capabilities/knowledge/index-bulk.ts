import { z } from "zod";
import { DEFAULT_CUTTING } from "#domain/knowledge/chunks";
import { DOCUMENT_BYTES_MAX } from "#domain/knowledge/document";
import { chooseAudience } from "#kernel/audiences";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { sourceOf, toSourceDocuments } from "./documents.ts";
import { Audience, Document, Id } from "./fields.ts";
import { abridgeDocument } from "./index-one.ts";

const DOCUMENTS_MAX = 1_000;
const SIGNS_MAX = 20_000_000;
const OVERLAP_MAX = 100_000;
const TOO_MANY = `Send ${DOCUMENTS_MAX.toLocaleString("en")} documents and ${SIGNS_MAX.toLocaleString("en")} signs at most at a time.`;

/** One that is not as it should be is left out, and keeps no other from coming in. */
const Given = z.looseObject({
  id: z.unknown().optional().describe("By which it is found and replaced."),
  content: z.unknown().optional().describe("Its text, as Markdown."),
  meta: z.unknown().optional().describe("What else is known of it."),
});

const Indexed = z.object({
  /** Passages of what is new or changed. */
  indexed: z.number(),
  documents: z.number(),
  unchanged: z.number(),
  truncated: z.number(),
  audience: z.string(),
  skipped: z.array(z.object({ id: z.string(), reason: z.string() })),
});

export const indexDocuments = defineCapability({
  name: "rag.index-bulk",
  summary: "Take in many documents at once. Those of the same id are replaced.",
  risk: "record",
  input: z.object({
    chunk_size: z.coerce
      .number()
      .int()
      .max(DOCUMENT_BYTES_MAX)
      .default(DEFAULT_CUTTING.size)
      .describe("Signs of a passage; 0 or less cuts nothing."),
    overlap: z.coerce
      .number()
      .int()
      .min(0)
      .max(OVERLAP_MAX)
      .default(DEFAULT_CUTTING.overlap)
      .describe("Signs that two passages share."),
    docs: z
      .array(Given)
      .min(1)
      .max(DOCUMENTS_MAX, { error: TOO_MANY })
      .describe("The documents: id, content, and meta if you like."),
    audience: Audience,
  }),
  result: Indexed,
  abridge: abridgeBulk,
  async run(context, { chunk_size, overlap, docs, audience: named }) {
    const audience = await chooseAudience(context, named);
    const { documents, skipped } = sort(docs);
    if (documents.reduce((sum, { content }) => sum + content.length, 0) > SIGNS_MAX) throw new UserError(TOO_MANY);
    const report = await context.knowledge.put(
      sourceOf(context, audience),
      await toSourceDocuments(context, audience, documents),
      { now: context.now(), cutting: { size: chunk_size, overlap } },
    );
    const { chunks, documents: taken, unchanged, truncated } = report;
    return { indexed: chunks, documents: taken, unchanged, truncated, audience, skipped };
  },
  view({ documents, indexed, unchanged, skipped }) {
    const text = `${documents} documents: ${indexed} passages, ${unchanged} as they were, ${skipped.length} left out.`;
    const items = skipped.map(({ id, reason }) => ({ content: [id], detail: [reason] }));
    const left = items.length > 0 ? [{ type: "items" as const, title: "Left out", items: items.slice(0, 10) }] : [];
    return { text, nodes: [{ type: "text", content: [text] }, ...left] };
  },
});

function sort(docs: readonly z.output<typeof Given>[]) {
  const documents: Document[] = [];
  const skipped: { id: string; reason: string }[] = [];
  for (const [index, given] of docs.entries()) {
    const read = Document.safeParse(given, { error: explainIssue });
    const id = Id.safeParse(given.id);
    if (read.success) documents.push(read.data);
    else skipped.push({ id: id.success ? id.data : `#${index}`, reason: joinIssues(toIssues(read.error)) });
  }
  return { documents, skipped };
}

const DOCUMENTS_KEPT_MAX = 50;

function abridgeBulk(input: unknown): unknown {
  if (typeof input !== "object" || input === null) return null;
  const { docs, ...rest }: { docs?: unknown; chunk_size?: unknown; overlap?: unknown; audience?: unknown } = input;
  const { chunk_size, overlap, audience } = rest;
  const given = Array.isArray(docs) ? docs : [];
  return {
    ...{
      chunk_size: toWord(chunk_size),
      overlap: toWord(overlap),
      audience: toWord(audience),
      documents: given.length,
    },
    docs: given.slice(0, DOCUMENTS_KEPT_MAX).map(abridgeDocument),
  };
}

function toWord(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, 100) : null;
}
