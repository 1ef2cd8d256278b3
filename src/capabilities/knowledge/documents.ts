import type { SourceDocument } from "#domain/knowledge/document";
import type { SourceIdentity } from "#domain/knowledge/source";
import { trustOf } from "#kernel/audiences";
import type { Context } from "#kernel/context";
import type { Document } from "./fields.ts";

/** Each caller has documents of their own, so that nobody replaces or guesses at another's. */
export function sourceOf({ actor }: Pick<Context, "actor">, audience: string): SourceIdentity {
  return { key: `api:${actor.id}`, kind: "api", location: actor.id, audience };
}

export async function toSourceDocuments(
  context: Context,
  audience: string,
  documents: readonly Document[],
): Promise<SourceDocument[]> {
  const trust = await trustOf(context);
  return documents.map(({ id, content, meta }) => ({
    ...{ uri: id, text: content, format: "markdown" as const, audience, trust },
    ...{ title: readText(meta, "title") ?? undefined, path: readText(meta, "path"), url: readUrl(meta) },
    ...{ author: readText(meta, "author"), version: readText(meta, "version"), meta: meta ?? null },
  }));
}

function readText(meta: Document["meta"], name: string): string | null {
  const value = meta?.[name];
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** Only what a browser may open becomes a link. */
function readUrl(meta: Document["meta"]): string | null {
  const url = readText(meta, "url");
  return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
}
