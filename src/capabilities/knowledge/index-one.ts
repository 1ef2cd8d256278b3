import { z } from "zod";
import { chooseAudience } from "#kernel/audiences";
import { defineCapability } from "#kernel/capability";
import { sourceOf, toSourceDocuments } from "./documents.ts";
import { Audience, Document } from "./fields.ts";

const ID_KEPT_MAX = 500;

export const indexDocument = defineCapability({
  name: "rag.index",
  summary: "Take in a document, so that its passages are found. One of the same id is replaced.",
  risk: "record",
  input: Document.extend({ audience: Audience }),
  result: z.object({
    indexed: z.string(),
    audience: z.string(),
    /** None where it is as it was. */
    chunks: z.number(),
    is_unchanged: z.boolean(),
    is_truncated: z.boolean(),
  }),
  abridge: (input) => abridgeDocument(input),
  async run(context, { audience: named, ...document }) {
    const audience = await chooseAudience(context, named);
    const documents = await toSourceDocuments(context, audience, [document]);
    const report = await context.knowledge.put(sourceOf(context, audience), documents, { now: context.now() });
    const { chunks, unchanged, truncated } = report;
    return { indexed: document.id, audience, chunks, is_unchanged: unchanged > 0, is_truncated: truncated > 0 };
  },
  view({ indexed, chunks, is_unchanged, audience }) {
    const text = is_unchanged
      ? `${indexed} is as it was.`
      : `${indexed} is found from now on, in ${chunks} ${chunks === 1 ? "passage" : "passages"}, by: ${audience}.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** The text itself is kept in the index; the audit says which document it was, and how long. */
export function abridgeDocument(document: unknown): unknown {
  if (typeof document !== "object" || document === null) return null;
  const { id, content, audience }: { id?: unknown; content?: unknown; audience?: unknown } = document;
  return {
    id: typeof id === "string" ? id.slice(0, ID_KEPT_MAX) : null,
    signs: typeof content === "string" ? content.length : null,
    ...(typeof audience === "string" && { audience: audience.slice(0, ID_KEPT_MAX) }),
  };
}
