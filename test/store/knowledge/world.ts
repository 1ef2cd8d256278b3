import type { SourceDocument } from "#domain/knowledge/document";
import type { SourceIdentity } from "#domain/knowledge/source";
import type { Dialect } from "#store/dialect";
import { openKnowledgeStore } from "../../support/knowledge.ts";

export const NOW = new Date("2026-11-20T09:00:00Z");
export const DOCS: SourceIdentity = { key: "folder:/docs", kind: "folder", location: "/docs", audience: "workspace" };

export function document(uri: string, text: string, change: Partial<SourceDocument> = {}): SourceDocument {
  return { uri, text, format: "markdown", path: uri, audience: "workspace", trust: "member", ...change };
}

export async function openKnowledge(dialect: Dialect) {
  const opened = await openKnowledgeStore(dialect);
  const { knowledge } = opened;
  const put = (...documents: SourceDocument[]) => knowledge.put(DOCS, documents, { now: NOW });
  const search = (q: string, audiences = ["workspace"], limit = 5) => knowledge.search({ q, audiences, limit });
  return { ...opened, put, search };
}
